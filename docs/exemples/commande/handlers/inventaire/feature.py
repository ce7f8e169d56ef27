"""What inventaire brings to the house."""

from __future__ import annotations

from bot.feature.door import Feature
from handlers.inventaire import command

FEATURE = Feature(command=command.app)
