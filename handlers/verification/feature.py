"""What verification brings to the house."""

from __future__ import annotations

from bot.casework.signalement.consequences import VERIFICATION
from bot.feature.door import Feature
from handlers.verification import buttons

FEATURE = Feature(
    buttons={VERIFICATION: buttons.check},
)
