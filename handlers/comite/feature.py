"""What comite brings to the house."""

from __future__ import annotations

from bot.feature.door import Feature
from handlers.comite import (
    clock,
    command,
    composition,
    convocation,
    decisions,
    defaire,
    flow,
    invites,
    lettre,
)

FEATURE = Feature(
    flows=(*flow.FLOWS, composition.COMPOSER, invites.INVITER, lettre.RELIRE, decisions.HANDLER),
    gestes={defaire.REUNION: defaire.DEFAISABLE},
    clocks={
        "comités to call together": clock.remind,
        "meetings of tomorrow": convocation.call,
    },
    command=command.app,
)
