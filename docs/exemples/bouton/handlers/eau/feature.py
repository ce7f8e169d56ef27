"""What eau brings to the house."""

from __future__ import annotations

from bot.domain.droits import Droit
from bot.feature.door import Feature
from bot.feature.guarded import Guarded
from handlers.eau import buttons, clock

FEATURE = Feature(
    buttons={clock.BU: Guarded(Droit.TENIR_SON_TEMPS, buttons.drunk)},
    clocks={"water at noon": clock.remind},
)
