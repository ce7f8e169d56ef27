"""What sollicitation brings to the house."""

from __future__ import annotations

from bot.feature.door import Feature
from handlers.sollicitation import entry, flow
from handlers.sollicitation.carte import PRECISABLE
from storage.models import Sollicitation

FEATURE = Feature(
    flows=flow.FLOWS,
    entries={Sollicitation: entry.LIGNE},
    precisables=(PRECISABLE,),
)
