"""What annuaire brings to the house."""

from __future__ import annotations

from bot.casework.annuaire import CORRECTION
from bot.feature.door import Feature
from bot.questions.fiche_partenaire import FICHE_PARTENAIRE
from handlers.annuaire import buttons, command, corrections, flow

FEATURE = Feature(
    flows=flow.FLOWS,
    buttons={FICHE_PARTENAIRE: buttons.show, CORRECTION: corrections.press},
    gestes={corrections.DONE: corrections.DEFAISABLE},
    command=command.app,
)
