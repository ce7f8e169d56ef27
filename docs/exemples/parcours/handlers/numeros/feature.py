"""What numeros brings to the house."""

from __future__ import annotations

from handlers.numeros import flow

from bot.feature.door import Feature

FEATURE = Feature(flows=flow.FLOWS)
