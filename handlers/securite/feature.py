"""What securite brings to the house."""

from __future__ import annotations

from bot.casework.securite import SECURITE
from bot.feature.door import Feature
from handlers.securite import buttons, clock

FEATURE = Feature(
    buttons={SECURITE: buttons.answer},
    clocks={"questions of safety": clock.break_silence},
    after_turn=(clock.keep_in_sight,),
)
