"""What mediation brings to the house."""

from __future__ import annotations

from bot.casework.mediation.actes import DOSSIER
from bot.domain.droits import Droit
from bot.feature.door import Feature
from bot.feature.guarded import Guarded
from handlers.mediation import buttons, clock, command, defaire, entry, facts, flow
from storage.models import DossierMediation

FEATURE = Feature(
    flows=flow.FLOWS,
    buttons={
        DOSSIER: Guarded(Droit.MENER_MEDIATION, buttons.on_dossier),
        facts.ACCORD: Guarded(Droit.MENER_MEDIATION, buttons.on_check),
    },
    gestes=defaire.GESTES,
    entries={DossierMediation: entry.LIGNE},
    clocks={
        "steps of mediations": clock.remind_of_steps,
        "checks of accords": clock.ask_about_accords,
    },
    command=command.app,
)
