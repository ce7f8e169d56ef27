"""The extract for the instances of the contrat de ville: sums, deadlines, decisions (B15, B21)."""

from __future__ import annotations

from typing import Final

from bot.livrables import Chapitre, Livrable, SorteCible
from digests.livrables import lecteurs
from digests.livrables.formats import FORMATS_LIVRABLE
from digests.livrables.trimestre import (
    annexes,
    carte,
    decisions,
    ensemble,
    matiere,
    preconisations,
)

DEFI: Final = "à quel défi du contrat de ville l'action répond, et comment."

LIVRABLE = Livrable(
    titre="Extrait pour les instances du contrat de ville",
    court="Instances du contrat de ville",
    lecteurs="instances de pilotage du contrat de ville",
    source="000 l.55 ; 003 l.280, l.295, l.316",
    cadence="chaque trimestre, avec le dossier trimestriel",
    sorte=SorteCible.TRIMESTRE,
    chapitres=(
        Chapitre("1", "L'action et le contrat de ville", annexes.elus, DEFI),
        Chapitre("2", "À valider", decisions.connues, decisions.DEMANDE),
        Chapitre("3", "Carte et tableau des interventions", carte.interventions),
        Chapitre("4", "Ensemble du trimestre", ensemble.consolide),
        Chapitre("5", "Échéances tenues", ensemble.echeances),
        Chapitre("6", "Préconisations, par réponse", preconisations.par_reponse),
        Chapitre("7", "Complémentarité", ensemble.complementarite),
        Chapitre("8", "Méthode et limites", annexes.methode),
    ),
    cible=matiere.asked,
    lit=matiere.of,
    attendus=matiere.attendus,
    formats=FORMATS_LIVRABLE,
    tableaux=lecteurs.PLEIN,
)
