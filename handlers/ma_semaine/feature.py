"""What ma semaine brings to the house."""

from __future__ import annotations

from bot.feature.door import Feature
from handlers.ma_semaine import flow

FEATURE = Feature(
    flows=flow.FLOWS,
)
