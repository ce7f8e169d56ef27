"""What inventaire brings to the house."""

from __future__ import annotations

from handlers.inventaire import command

from bot.feature.door import Feature

FEATURE = Feature(command=command.app)
