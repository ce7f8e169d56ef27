"""What retenue brings to the house."""

from __future__ import annotations

from bot.casework.signalement.retenue import RETENUE
from bot.domain.droits import Droit
from bot.feature.door import Feature
from bot.feature.guarded import Guarded
from handlers.retenue import buttons, flow

FEATURE = Feature(flows=flow.FLOWS, buttons={RETENUE: Guarded(Droit.RELIRE, buttons.decide)})
