"""What intervention brings to the house."""

from __future__ import annotations

from bot.domain.droits import Droit
from bot.feature.door import Feature
from bot.feature.guarded import Guarded
from handlers.intervention import (
    changement,
    command,
    corriger,
    fin,
    flow,
    sans_presence,
    sites,
)

FEATURE = Feature(
    flows=(*flow.FLOWS, corriger.HANDLER),
    buttons={sites.ICI: Guarded(Droit.TENIR_INTERVENTIONS, sites.open_here)},
    gestes={
        changement.INTERVENTION: changement.DEFAISABLE,
    },
    clocks={
        "interventions that end": fin.tell,
        "sites without anyone this week": sans_presence.warn,
    },
    command=command.app,
)
