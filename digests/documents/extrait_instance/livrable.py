"""The extract of a body: the parts that the file names for it, at its rhythm (B18-B31, L10)."""

from __future__ import annotations

from bot.livrables import Livrable, SorteCible
from digests.livrables.formats import FORMATS_LIVRABLE
from digests.livrables.instance import cibles
from digests.livrables.instance.parties import PARTIES, chapitres, of_instance

LIVRABLE = Livrable(
    titre="Extrait d'instance",
    court="Extrait d'instance",
    lecteurs="les membres de cette instance",
    source="003 l.200-545 ; 000 l.55",
    cadence="au rythme de chaque instance, une semaine après sa période",
    sorte=SorteCible.INSTANCE,
    chapitres=tuple(chapitres(tuple(PARTIES))),
    forme=of_instance,
    cible=cibles.asked,
    lit=cibles.of,
    attendus=cibles.attendus,
    sujets=cibles.sujets,
    formats=FORMATS_LIVRABLE,
)
