"""Avoided costs: partners' figures and their method alone, never a euro of ours (K20, K21)."""

from __future__ import annotations

from collections.abc import Iterator

from bot.livrables import BlocLivrable, Chapitre, Livrable, SorteCible, sans_terme
from digests.livrables.blocs import fiche, liste, note, rien
from digests.livrables.formats import FORMATS_LIVRABLE
from digests.livrables.intervention.personnes import suites
from digests.livrables.matiere import Matiere
from digests.livrables.mots import mediane, part
from digests.livrables.periode import cibles, matiere, notes
from storage.indicateurs import delais, veille

CHIFFRES = "les chiffres des partenaires, une ligne chacun : qui, combien, sur quelle période."
METHODE = "comment chaque partenaire a fait son chiffre ; sans méthode, retirez-le."
REPERES = (
    "Fréquentation des services partenaires : + 9 % (004 l.14).",
    "Dépenses publiques sur dégradations : de - 60 à - 75 % (004 l.16).",
)
"""Published in 2012-2013 at Lille, without a method; the one of l.13 is corrupt, and not said."""


def partenaires(_matiere: Matiere) -> Iterator[BlocLivrable]:
    yield note("Le carnet ne calcule aucun euro évité : ces chiffres sont ceux des partenaires.")


def faits(matiere: Matiere) -> Iterator[BlocLivrable]:
    """What the carnet knows beside them: counts, no money."""
    yield fiche(
        "Veille technique",
        [
            ("Signalements envoyés", str(matiere.chiffre(veille.signalements).n)),
            ("Vérifiés réparés", str(matiere.chiffre(veille.signalements_verifies).n)),
            ("Délai de traitement", mediane(matiere.chiffre(delais.delai_traitement), "jours")),
            (
                "Défauts revenus",
                part(delais.signalements_revenus, matiere.chiffre(delais.signalements_revenus)),
            ),
        ],
    )
    yield from suites(matiere)


def reperes(_matiere: Matiere) -> Iterator[BlocLivrable]:
    yield note("Chiffres publiés pour Lille Métropole en 2012-2013, sans leur méthode.")
    yield liste(REPERES)


LIVRABLE = Livrable(
    titre="Annexe « coûts évités »",
    court="Coûts évités",
    lecteurs="commanditaires",
    source="004 l.11-16",
    cadence="à la demande, une fois par an",
    sorte=SorteCible.ANNEE,
    chapitres=(
        Chapitre("1", "Chiffres des partenaires", partenaires, CHIFFRES),
        Chapitre("2", "Leur méthode", rien, METHODE),
        Chapitre("3", "Ce que le carnet a compté", faits),
        Chapitre("4", "Repères publiés", reperes),
        Chapitre("5", "Méthode et limites", notes.methode),
    ),
    cible=cibles.annee,
    lit=matiere.of_all,
    attendus=sans_terme,
    formats=FORMATS_LIVRABLE,
    sujets=cibles.annees,
)
