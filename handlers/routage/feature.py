"""What routage brings to the house."""

from __future__ import annotations

from bot.feature.door import Feature
from handlers.routage import command, flow

FEATURE = Feature(flows=flow.FLOWS, command=command.app)
