"""2.E to 3 · Partners, préconisations, relais, then each objective: what only people can say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.livrables import BlocLivrable
from digests.livrables import proteges
from digests.livrables.blocs import fiche, liste, manque, note
from digests.livrables.impact.matiere import MatiereImpact
from digests.livrables.intervention import bilan, qualitatif
from digests.livrables.matiere import Matiere
from storage import paroles
from storage.indicateurs import relais
from storage.models import Preconisation

LECTURE: Final = (
    "pour chaque objectif, écrivez « mieux », « pareil », « moins bien » ou « on ne peut pas "
    "dire », et ce qui le montre."
)
AUTRES: Final = (
    "ce qui a changé par ailleurs sur le site : travaux, opérations, événements, saison. Écrivez "
    "« rien de connu » s'il n'y a rien."
)
REGISTRES: Final = (
    "Cohésion sociale",
    "Tranquillité publique",
    "Innovation et apprentissage",
    "Contribution économique",
    "Reconnaissance",
)
"""Optional headings: the five registers of the national guide (2008)."""


def partenaires(_matiere: Matiere) -> Iterator[BlocLivrable]:
    """2.E: optional; their figures, their method, none is ever worked out here (004 l.13-16)."""
    yield note(
        "Facultatif. Avant et après, par leurs chiffres et leur méthode : appels, interventions, "
        "dépenses de dégradations, fréquentation de leurs services, conditions de travail sur le "
        "site. Le carnet n'en calcule aucun."
    )


def preconisations(matiere: MatiereImpact) -> Iterator[BlocLivrable]:
    """2.F: what was asked of services, and what they answered; its effect is told in 3."""
    tx, bornes = matiere.work.tx, matiere.releve.bornes
    if paroles.noted(tx, Preconisation, matiere.ids, bornes):
        yield from qualitatif.preconisations(matiere)
        yield note("L'effet vu de chacune se dit dans la lecture, partie 3.")
    else:
        yield note("Aucune préconisation n'a été proposée depuis T0.")


def suivis(matiere: MatiereImpact) -> Iterator[BlocLivrable]:
    """2.G: nobody is followed up to N+3 (§4.5 G)."""
    days = matiere.config.suivi_relais.continuite_jours
    said = proteges.part(matiere, relais.relais_continus)
    yield fiche("Relais", [(f"Toujours suivis à J+{days}", said)])
    yield note("Personne n'est suivi jusqu'à N+3, pour protéger les personnes.")


def objectifs(matiere: MatiereImpact) -> Iterator[BlocLivrable]:
    """3: one line an objective; whether it is better, only people can say."""
    rows = matiere.intervention.objectifs
    if not rows:
        yield manque("aucun objectif n'est écrit : Changer les objectifs.")
        return
    yield liste(rows)


def registres(_matiere: Matiere) -> Iterator[BlocLivrable]:
    """5: headings that may be written under, and need not be."""
    yield note("Facultatif : cinq titres sous lesquels dire ce qui précède.")
    yield liste(REGISTRES)


def methode(matiere: MatiereImpact) -> Iterator[BlocLivrable]:
    """6: how each figure is made (003 l.765)."""
    yield note(
        "« N » est la fin de l'intervention. T0, T1 et N+3 se comparent site à site : ce sont peu "
        "de jours, et d'autres personnes."
    )
    yield from bilan.methode(matiere)
