"""What retour brings to the house."""

from __future__ import annotations

from bot.feature.door import Feature
from bot.questions.retours import RETOURS
from handlers.retour import buttons, defaire

FEATURE = Feature(
    buttons={RETOURS: buttons.answer},
    gestes={defaire.RETOUR: defaire.DEFAISABLE},
)
