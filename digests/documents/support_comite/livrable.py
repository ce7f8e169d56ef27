"""The support of a comité opérationnel: last weeks, decisions, what to adjust (B11, B12)."""

from __future__ import annotations

from bot.livrables import Chapitre, Livrable, SorteCible
from digests.livrables.blocs import rien
from digests.livrables.formats import FORMATS_LIVRABLE
from digests.livrables.periode.notes import methode
from digests.livrables.seance import chapitres, matiere

LIVRABLE = Livrable(
    titre="Support de comité opérationnel",
    court="Support de comité",
    lecteurs="comité opérationnel du territoire",
    source="000 l.69-82",
    cadence="à chaque réunion, sept jours avant",
    sorte=SorteCible.COMITE,
    chapitres=(
        Chapitre("1", "Ordre du jour", chapitres.ordre),
        Chapitre("2", "Suite des décisions précédentes", chapitres.suite),
        Chapitre("3", "Depuis la dernière réunion", chapitres.semaines),
        Chapitre("4", "Planning à venir", chapitres.planning_a_venir),
        Chapitre("5", "Ajustements proposés", rien, chapitres.AJUSTEMENTS),
        Chapitre("6", "Échéances", chapitres.echeances),
        Chapitre("7", "Méthode et limites", methode),
    ),
    cible=matiere.asked,
    lit=matiere.of,
    attendus=matiere.attendus,
    formats=FORMATS_LIVRABLE,
)
