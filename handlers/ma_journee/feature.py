"""What ma journee brings to the house."""

from __future__ import annotations

from bot.feature.door import Feature
from bot.feature.gestes import GESTE
from handlers.ma_journee import flow, gestes
from storage.models.gestes import Geste

FEATURE = Feature(flows=flow.FLOWS, buttons={GESTE: gestes.press}, entries={Geste: gestes.LIGNE})
