"""What charte brings to the house."""

from __future__ import annotations

from bot.feature.door import Feature
from handlers.charte import flow, registre

FEATURE = Feature(
    flows=(*flow.FLOWS, registre.HANDLER),
)
