"""What accueil brings to the house."""

from __future__ import annotations

from bot.casework.entree import ENTREE
from bot.feature.door import Feature
from handlers.accueil import buttons, clock, flow

FEATURE = Feature(
    flows=flow.FLOWS,
    buttons={ENTREE: buttons.answer},
    clocks={"accounts that nobody confirmed": clock.lapse},
)
