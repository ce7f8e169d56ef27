"""What signalement brings to the house."""

from __future__ import annotations

from bot.feature.door import Feature
from handlers.signalement import entry, flow, registre, sourdine
from storage.models import Signalement

FEATURE = Feature(
    flows=(*flow.FLOWS, registre.HANDLER, sourdine.HANDLER),
    entries={Signalement: entry.LIGNE},
)
