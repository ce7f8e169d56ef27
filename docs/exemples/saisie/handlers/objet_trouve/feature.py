"""What objet_trouve brings to the house."""

from __future__ import annotations

from bot.feature.door import Feature
from handlers.objet_trouve import entry, flow
from storage.models.objets_trouves import ObjetTrouve

FEATURE = Feature(flows=flow.FLOWS, entries={ObjetTrouve: entry.LIGNE})
