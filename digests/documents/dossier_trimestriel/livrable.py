"""The dossier that the comité technique reads each quarter, frozen three days before (B04)."""

from __future__ import annotations

from typing import Final

from bot.livrables import Chapitre, Livrable, SorteCible
from digests.livrables import lecteurs
from digests.livrables.formats import FORMATS_LIVRABLE
from digests.livrables.periode import moyens
from digests.livrables.trimestre import (
    annexes,
    carte,
    decisions,
    ensemble,
    matiere,
    pages,
    preconisations,
)

CHAPITRES: Final = (
    Chapitre("1", "Décisions demandées", decisions.demandees),
    Chapitre("2", "Suite des décisions précédentes", decisions.suivies, decisions.SUIVI),
    Chapitre("3", "Carte et tableau des interventions", carte.interventions),
    Chapitre("4", "Intervention par intervention", pages.pages, pages.CONSTATS),
    Chapitre("5", "Ensemble du trimestre", ensemble.consolide),
    Chapitre("6", "Échéances tenues", ensemble.echeances),
    Chapitre("7", "Registre des préconisations", preconisations.registre),
    Chapitre("8", "Complémentarité", ensemble.complementarite),
    Chapitre("9", "Sites candidats", decisions.candidats, decisions.CANDIDATS),
    Chapitre("10", "Moyens (annexe réservée)", moyens.moyens, reserve=True),
    Chapitre("11", "Note aux élus", annexes.elus, annexes.ELUS, page=True),
    Chapitre("12", "Méthode et limites", annexes.methode, page=True),
)

LIVRABLE = Livrable(
    titre="Dossier trimestriel",
    court="Dossier trimestriel",
    lecteurs="comité technique",
    source="000 l.59-61, l.82, l.120",
    cadence="brouillon 10 jours avant le comité technique, chiffres figés 3 jours avant",
    sorte=SorteCible.TRIMESTRE,
    chapitres=CHAPITRES,
    cible=matiere.asked,
    lit=matiere.of,
    attendus=matiere.attendus,
    formats=FORMATS_LIVRABLE,
    tableaux=lecteurs.PLEIN,
)
