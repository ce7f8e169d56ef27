"""What conflit brings to the house."""

from __future__ import annotations

from bot.feature.door import Feature
from handlers.conflit import entry, flow

FEATURE = Feature(
    flows=flow.FLOWS,
    entries=entry.LIGNES,
)
