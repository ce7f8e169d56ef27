"""The year of one employer: its interventions alone, as the whole is told to all (A02, A21)."""

from __future__ import annotations

from typing import Final

from bot.livrables import Chapitre, Livrable, SorteCible
from digests.livrables.formats import FORMATS_LIVRABLE
from digests.livrables.intervention import choses, personnes
from digests.livrables.periode import cibles, matiere, notes, tendances
from digests.livrables.periode.tableau import site_par_site
from digests.livrables.trimestre import carte, ensemble, preconisations

EN_BREF: Final = "ce que votre équipe retient de l'année."

LIVRABLE = Livrable(
    titre="Bilan d'un porteur",
    court="Bilan d'un porteur",
    lecteurs="ce porteur et les commanditaires",
    source="000 l.89 ; 004 l.29",
    cadence="chaque année, remis fin janvier, là où plusieurs porteurs emploient les médiateurs",
    sorte=SorteCible.PORTEUR,
    chapitres=(
        Chapitre("1", "L'année de ce porteur", ensemble.heures, EN_BREF),
        Chapitre("2", "Ses interventions", carte.interventions),
        Chapitre("3", "Rencontres par période", tendances.frequente),
        Chapitre("4", "Sollicitations", personnes.demandes),
        Chapitre("5", "Démarches, orientations et relais", personnes.suites),
        Chapitre("6", "Ambiance et fréquentation", site_par_site),
        Chapitre("7", "Veille technique", choses.veille_technique),
        Chapitre("8", "Préconisations", preconisations.registre),
        Chapitre("9", "Méthode et limites", notes.methode),
    ),
    cible=cibles.porteur,
    lit=matiere.of_porteur,
    attendus=cibles.porteurs,
    formats=FORMATS_LIVRABLE,
)
