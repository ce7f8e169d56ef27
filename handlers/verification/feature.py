"""What verification brings to the house."""

from __future__ import annotations

from bot.casework.signalement.consequences import VERIFICATION, VERIFIE
from bot.domain.droits import Droit
from bot.feature.door import Feature
from bot.feature.guarded import Guarded
from bot.questions.a_verifier import A_VERIFIER
from handlers.verification import buttons, defaire, liste

FEATURE = Feature(
    buttons={
        VERIFICATION: Guarded(Droit.VERIFIER, buttons.check),
        A_VERIFIER: Guarded(Droit.VERIFIER, liste.show),
    },
    gestes={VERIFIE: defaire.DEFAISABLE},
)
