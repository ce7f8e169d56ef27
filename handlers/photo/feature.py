"""What the photos bring to the house."""

from __future__ import annotations

from bot.casework.signalement.sortie import QUESTION
from bot.domain.droits import Droit
from bot.feature.door import Feature
from bot.feature.guarded import Guarded
from handlers.photo import buttons, flow

FEATURE = Feature(flows=flow.FLOWS, buttons={QUESTION: Guarded(Droit.FLOUTER, buttons.answer)})
