"""What demande brings to the house."""

from __future__ import annotations

from bot.casework.demande.consequences import DU_BINOME
from bot.casework.demande.presentation import DECISION
from bot.domain.droits import Droit
from bot.feature.door import Feature
from bot.feature.guarded import Guarded
from handlers.demande import actions, buttons, clock, command, defaire, entry, flow
from storage.models import Demande

FEATURE = Feature(
    flows=flow.FLOWS,
    buttons={
        DECISION: Guarded(Droit.DECIDER_DEMANDE, buttons.on_decision),
        DU_BINOME: Guarded(Droit.SUIVRE_DEMANDE, buttons.on_entrusted),
    },
    gestes={actions.DECISION: defaire.DEFAISABLE},
    entries={Demande: entry.LIGNE},
    clocks={
        "demandes without an answer": clock.remind,
        "demandes that the Ville has": clock.ask_the_ville,
        "addresses of answered demandes": clock.erase_contacts,
    },
    command=command.app,
)
