"""What securite brings to the house."""

from __future__ import annotations

from bot.casework.securite import SECURITE
from bot.domain.droits import Droit
from bot.feature.door import Feature
from bot.feature.guarded import Guarded
from handlers.securite import buttons, clock

FEATURE = Feature(
    buttons={SECURITE: Guarded(Droit.REPONDRE_SECURITE, buttons.answer)},
    clocks={"questions of safety": clock.break_silence},
    after_turn=(clock.keep_in_sight,),
)
