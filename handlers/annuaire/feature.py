"""What annuaire brings to the house."""

from __future__ import annotations

from bot.casework.annuaire import CORRECTION
from bot.domain.droits import Droit
from bot.feature.door import Feature
from bot.feature.guarded import Guarded
from bot.questions.fiche_partenaire import FICHE_PARTENAIRE
from handlers.annuaire import buttons, command, corrections, flow

FEATURE = Feature(
    flows=flow.FLOWS,
    buttons={
        FICHE_PARTENAIRE: Guarded(Droit.LIRE_FICHE, buttons.show),
        CORRECTION: Guarded(Droit.TENIR_ANNUAIRE, corrections.press),
    },
    gestes={corrections.DONE: corrections.DEFAISABLE},
    command=command.app,
)
