"""What passants brings to the house."""

from __future__ import annotations

from bot.domain.droits import Droit
from bot.feature.door import Feature
from bot.feature.guarded import Guarded
from bot.questions.passants import PASSANTS
from handlers.passants import buttons, flow

FEATURE = Feature(
    flows=flow.FLOWS,
    buttons={PASSANTS: Guarded(Droit.NOTER, buttons.pressed)},
    clocks={"answers of passers-by to forget": buttons.forget},
)
