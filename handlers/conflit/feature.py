"""What conflit brings to the house."""

from __future__ import annotations

from bot.feature.door import Feature
from handlers.conflit import entry, flow
from handlers.conflit.carte import EN_DIFFERE, SUR_PLACE
from storage.models import Conflit

FEATURE = Feature(
    flows=flow.FLOWS,
    entries={Conflit: entry.LIGNE},
    precisables=(SUR_PLACE, EN_DIFFERE),
)
