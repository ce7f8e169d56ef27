"""What intervention brings to the house."""

from __future__ import annotations

from bot.domain.droits import Droit
from bot.feature.door import Feature
from bot.feature.guarded import Guarded
from handlers.intervention import (
    changement,
    clock,
    command,
    corriger,
    dues,
    flow,
    sans_presence,
    sites,
)

FEATURE = Feature(
    flows=(*flow.FLOWS, corriger.HANDLER, dues.HANDLER),
    buttons={sites.ICI: Guarded(Droit.TENIR_INTERVENTIONS, sites.open_here)},
    gestes={
        changement.INTERVENTION: changement.DEFAISABLE,
        dues.FAITE: dues.DEFAISABLE,
    },
    clocks={
        "interventions to call to mind": clock.remind,
        "what an ended intervention is owed": dues.remind,
        "sites without anyone this week": sans_presence.warn,
    },
    command=command.app,
)
