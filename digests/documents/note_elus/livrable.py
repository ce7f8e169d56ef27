"""One page for the élus: is the place better, what is to be decided, at what cost (B03, ELU-1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.livrables import BlocLivrable, Chapitre, Livrable, SorteCible
from bot.words import euros
from digests.exports.parts import cout_annuel, cout_de_trois_mois
from digests.livrables import lecteurs
from digests.livrables.blocs import note
from digests.livrables.formats import FORMATS_LIVRABLE
from digests.livrables.periode.tableau import entier, methode, site_par_site
from digests.livrables.trimestre import annexes, decisions, matiere
from digests.livrables.trimestre.matiere import MatiereTrimestre

SITES, QUARTIERS = 5, 6
"""As many lines as one page holds beside the rest."""
AVIS: Final = "pour chaque intervention qui finit : objectifs atteints ou non, et votre avis."


def sites(matiere: MatiereTrimestre) -> Iterator[BlocLivrable]:
    """One line a site, and one drawing of all of them, each figure with its n (ELU-1)."""
    yield from site_par_site(matiere, SITES)


def quartiers(matiere: MatiereTrimestre) -> Iterator[BlocLivrable]:
    yield from annexes.quartiers(matiere, QUARTIERS)
    yield methode(matiere.config)


def a_decider(matiere: MatiereTrimestre) -> Iterator[BlocLivrable]:
    """Which interventions end, and what three months more would cost (ELU-2)."""
    for bloc in decisions.connues(matiere):
        yield {**bloc, "lignes": bloc["lignes"][:SITES]} if "lignes" in bloc else bloc
        if len(bloc.get("lignes", ())) > SITES:
            yield note(f"Et d'autres : {entier(matiere.config)}.")
    annuel = cout_annuel(matiere.config)
    if annuel is not None:
        yield note(
            f"Trois mois de plus coûtent {euros(cout_de_trois_mois(annuel))} pour toute "
            "l'équipe, tous sites réunis."
        )


LIVRABLE = Livrable(
    titre="Note aux élus",
    court="Note aux élus",
    lecteurs="élus de la Ville et de la Métropole",
    source="000 l.55, l.59",
    cadence="chaque trimestre, avec le dossier trimestriel",
    sorte=SorteCible.TRIMESTRE,
    chapitres=(
        Chapitre("1", "Ce qui a changé", annexes.phrase, annexes.ELUS),
        Chapitre("2", "Les lieux vont-ils mieux ?", sites),
        Chapitre("3", "Quartier par quartier", quartiers),
        Chapitre("4", "À décider", a_decider, AVIS),
    ),
    cible=matiere.asked,
    lit=matiere.of,
    attendus=matiere.attendus,
    formats=FORMATS_LIVRABLE,
    tableaux=lecteurs.TOUS,
)
