"""What objet_trouve brings to the house."""

from __future__ import annotations

from handlers.objet_trouve import entry, flow
from storage.models.objets_trouves import ObjetTrouve

from bot.feature.door import Feature

FEATURE = Feature(flows=flow.FLOWS, entries={ObjetTrouve: entry.LIGNE})
