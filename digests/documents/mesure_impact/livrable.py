"""The fiche of the impact, measured at T0, T1 and N+3: seven blocks, then its reading (§4.5)."""

from __future__ import annotations

from bot.domain.interventions import MESURE_IMPACT
from bot.livrables import Chapitre, Livrable, SorteCible
from digests.livrables.blocs import rien
from digests.livrables.formats import FORMATS_LIVRABLE
from digests.livrables.impact import matiere, passants, protocole, site, suites

LIVRABLE = Livrable(
    titre="Fiche de mesure d'impact N+3",
    court="Mesure d'impact",
    lecteurs="comités technique et opérationnel",
    source="000 l.166 ; 003 l.769, l.783-786",
    cadence="à N+3, trois mois après la fin ; remise quatre semaines plus tard",
    sorte=SorteCible.INTERVENTION,
    chapitres=(
        Chapitre("1", "Les trois mesures", protocole.mesures),
        Chapitre("2", "Ce qu'elles montrent", rien),
        Chapitre("2.A", "Grille du site", site.grid),
        Chapitre("2.B", "Observation", site.observe),
        Chapitre("2.C", "Veille technique", site.choses),
        Chapitre("2.D", "Passants", passants.questionnaire),
        Chapitre("2.E", "Partenaires", suites.partenaires),
        Chapitre("2.F", "Préconisations", suites.preconisations),
        Chapitre("2.G", "Relais", suites.suivis),
        Chapitre("3", "Lecture, objectif par objectif", suites.objectifs, suites.LECTURE),
        Chapitre("4", "Autres changements", protocole.saisons, suites.AUTRES),
        Chapitre("5", "Cinq registres", suites.registres),
        Chapitre("6", "Méthode et limites", suites.methode),
    ),
    cible=matiere.asked,
    lit=matiere.of,
    attendus=matiere.attendus,
    formats=FORMATS_LIVRABLE,
    solde=MESURE_IMPACT,
)
