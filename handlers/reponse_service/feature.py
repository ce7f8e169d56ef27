"""What reponse service brings to the house."""

from __future__ import annotations

from bot.casework.signalement.alerte import REPONSE
from bot.feature.door import Feature
from handlers.reponse_service import buttons

FEATURE = Feature(
    buttons={REPONSE: buttons.answer},
)
