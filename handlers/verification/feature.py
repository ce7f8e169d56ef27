"""What verification brings to the house."""

from __future__ import annotations

from bot.casework.signalement.consequences import VERIFICATION, VERIFIE
from bot.feature.door import Feature
from handlers.verification import buttons, defaire

FEATURE = Feature(
    buttons={VERIFICATION: buttons.check},
    gestes={VERIFIE: defaire.DEFAISABLE},
)
