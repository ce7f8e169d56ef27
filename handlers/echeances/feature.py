"""What echeances brings to the house."""

from __future__ import annotations

from bot.feature.door import Feature
from handlers.echeances import actions, arrivee, clock, command, flow, page, retards

FEATURE = Feature(
    flows=flow.FLOWS,
    gestes={actions.FAITE: actions.DEFAISABLE},
    clocks={
        "due dates for who joins": arrivee.welcome,
        "due dates to call to mind": clock.remind,
        "due dates that are late": retards.remind,
    },
    pages=(page.PAGE,),
    command=command.app,
)
