"""What comite brings to the house."""

from __future__ import annotations

from bot.feature.door import Feature
from handlers.comite import clock, command, composition, decisions, flow, lettre

FEATURE = Feature(
    flows=(*flow.FLOWS, composition.COMPOSER, lettre.RELIRE, decisions.HANDLER),
    clocks={
        "comités to call together": clock.remind,
    },
    command=command.app,
)
