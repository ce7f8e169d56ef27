"""What rencontres brings to the house."""

from __future__ import annotations

from bot.feature.door import Feature
from handlers.rencontres import carte, entry, flow
from storage.models import Rencontre

FEATURE = Feature(
    flows=flow.FLOWS,
    entries={Rencontre: entry.LIGNE},
    precisables=(carte.PRECISABLE,),
)
