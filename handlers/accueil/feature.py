"""What accueil brings to the house."""

from __future__ import annotations

from bot.casework.entree import ENTREE
from bot.domain.droits import Droit
from bot.feature.door import Feature
from bot.feature.guarded import Guarded
from handlers.accueil import buttons, clock, flow

FEATURE = Feature(
    flows=flow.FLOWS,
    buttons={ENTREE: Guarded(Droit.TENIR_EQUIPE, buttons.answer)},
    clocks={"accounts that nobody confirmed": clock.lapse},
)
