"""What ordre du jour brings to the house."""

from __future__ import annotations

from bot.feature.door import Feature
from handlers.ordre_du_jour import defaire, flow

FEATURE = Feature(flows=flow.FLOWS, gestes={defaire.DEED: defaire.DEFAISABLE})
