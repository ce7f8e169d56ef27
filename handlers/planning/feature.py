"""What planning brings to the house."""

from __future__ import annotations

from bot.feature.door import Feature
from handlers.planning import command, defaire, flow

FEATURE = Feature(
    flows=flow.FLOWS,
    gestes={defaire.PLANNING: defaire.DEFAISABLE},
    command=command.app,
)
