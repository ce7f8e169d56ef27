"""The fiche that puts a site before the comité technique, with its T0 (000 l.118, B16)."""

from __future__ import annotations

from bot.livrables import Livrable, SorteCible
from digests.livrables.formats import FORMATS_LIVRABLE
from digests.livrables.site import matiere
from digests.livrables.site.chapitres import CHAPITRES

LIVRABLE = Livrable(
    titre="Fiche de saisine",
    court="Fiche de saisine",
    lecteurs="comité technique",
    source="000 l.118 ; 003 l.769",
    cadence="avant la décision, 10 jours avant le comité technique",
    sorte=SorteCible.SITE,
    chapitres=CHAPITRES,
    cible=matiere.asked,
    lit=matiere.of,
    attendus=matiere.attendus,
    formats=FORMATS_LIVRABLE,
)
