"""What relais brings to the house."""

from __future__ import annotations

from bot.casework.relais.carte import RELAIS
from bot.feature.door import Feature
from handlers.relais import buttons, clock, flow

FEATURE = Feature(
    flows=flow.FLOWS, buttons={RELAIS: buttons.answer}, clocks={"relais to check": clock.ask}
)
