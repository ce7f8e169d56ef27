"""What ma journee brings to the house."""

from __future__ import annotations

from bot.feature.door import Feature
from handlers.ma_journee import flow

FEATURE = Feature(
    flows=flow.FLOWS,
)
