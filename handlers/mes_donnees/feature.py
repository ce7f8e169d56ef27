"""What mes_donnees brings to the house."""

from __future__ import annotations

from bot.feature.door import Feature
from handlers.mes_donnees import flow

FEATURE = Feature(flows=flow.FLOWS)
