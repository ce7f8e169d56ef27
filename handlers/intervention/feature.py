"""What intervention brings to the house."""

from __future__ import annotations

from bot.feature.door import Feature
from handlers.intervention import clock, command, flow, sans_presence, sites

FEATURE = Feature(
    flows=flow.FLOWS,
    buttons={sites.ICI: sites.open_here},
    clocks={
        "interventions to call to mind": clock.remind,
        "sites without anyone this week": sans_presence.warn,
    },
    command=command.app,
)
