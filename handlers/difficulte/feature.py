"""What difficulte brings to the house."""

from __future__ import annotations

from bot.feature.door import Feature
from handlers.difficulte import entry, flow, registre
from storage.models import Difficulte

FEATURE = Feature(
    flows=(*flow.FLOWS, registre.HANDLER),
    entries={Difficulte: entry.LIGNE},
)
