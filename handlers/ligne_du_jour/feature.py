"""What ligne du jour brings to the house."""

from __future__ import annotations

from bot.feature.door import Feature
from handlers.ligne_du_jour import clock

FEATURE = Feature(clocks={"line of the day": clock.say})
