"""What eau brings to the house."""

from __future__ import annotations

from bot.feature.door import Feature
from handlers.eau import buttons, clock

FEATURE = Feature(
    buttons={clock.BU: buttons.drunk},
    clocks={"water at noon": clock.remind},
)
