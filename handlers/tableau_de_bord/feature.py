"""What the dashboards bring to the house."""

from __future__ import annotations

from bot.feature.door import Feature
from handlers.tableau_de_bord import flow

FEATURE = Feature(flows=flow.FLOWS)
