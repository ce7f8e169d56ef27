"""What maintenant brings to the house."""

from __future__ import annotations

from bot.feature.door import Feature
from handlers.maintenant import flow

FEATURE = Feature(
    flows=flow.FLOWS,
)
