"""The bilan for the CLSPD: sums by quartier, what goes with the Ville's mediation (B13, CLS-2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.livrables import BlocLivrable, Chapitre, Livrable, SorteCible
from digests.livrables import lecteurs, proteges
from digests.livrables.blocs import fiche, rien
from digests.livrables.formats import FORMATS_LIVRABLE
from digests.livrables.mots import part
from digests.livrables.periode import cibles, matiere, notes, quartiers, tendances
from digests.livrables.periode.matiere import MatierePeriode
from digests.livrables.trimestre import annexes, ensemble
from storage.indicateurs import conflits, preconisations, relais, veille

ANALYSE: Final = "ce que l'équipe a apporté à la tranquillité, et ce qui reste difficile."
SUITE: Final = "ce que vous demandez aux membres du CLSPD."


def tranquillite(matiere: MatierePeriode) -> Iterator[BlocLivrable]:
    """Conflicts, mediations, relais: sums of the whole programme, never of a place."""
    yield fiche(
        "Tensions et relais",
        [
            ("Conflits apaisés", proteges.part(matiere, conflits.conflits_apaises)),
            ("Médiations ouvertes", proteges.evenements(matiere, conflits.mediations_ouvertes)),
            ("Médiations closes", proteges.evenements(matiere, conflits.mediations_closes)),
            ("Accords tenus", proteges.part(matiere, conflits.accords_tenus)),
            ("Relais ouverts", proteges.evenements(matiere, relais.relais_ouverts)),
            ("Relais effectifs", proteges.part(matiere, relais.relais_effectifs)),
        ],
    )
    kinds = matiere.labels("types_conflit")
    yield from proteges.mots(matiere, conflits.conflits_directs, kinds, "Conflit")


def reponses(matiere: MatierePeriode) -> Iterator[BlocLivrable]:
    """What was reported and mended, what was recommended and answered."""
    kept = preconisations.preconisations_suivies
    yield fiche(
        "Signalements et préconisations",
        [
            ("Signalements envoyés", str(matiere.chiffre(veille.signalements).n)),
            ("Vérifiés réparés", str(matiere.chiffre(veille.signalements_verifies).n)),
            ("Préconisations", str(matiere.chiffre(preconisations.preconisations).n)),
            ("Préconisations suivies", part(kept, matiere.chiffre(kept))),
        ],
    )


LIVRABLE = Livrable(
    titre="Bilan pour le CLSPD",
    court="Bilan CLSPD",
    lecteurs="conseil local de sécurité et de prévention de la délinquance",
    source="000 l.49",
    cadence="chaque année, remis fin janvier",
    sorte=SorteCible.ANNEE,
    chapitres=(
        Chapitre("1", "Ce qui a été fait", annexes.phrase, ANALYSE),
        Chapitre("2", "Complémentarité", ensemble.complementarite),
        Chapitre("3", "Quartier par quartier", quartiers.un_par_un),
        Chapitre("4", "Tranquillité", tranquillite),
        Chapitre("5", "Usages et mésusages, par période", tendances.croisements),
        Chapitre("6", "Signalements et préconisations", reponses),
        Chapitre("7", "Demandes au CLSPD", rien, SUITE),
        Chapitre("8", "Méthode et limites", notes.methode),
    ),
    cible=cibles.annee,
    lit=matiere.of_all,
    attendus=cibles.annuels,
    formats=FORMATS_LIVRABLE,
    tableaux=lecteurs.TOUS,
)
