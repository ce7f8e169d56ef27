"""Figures of context beside those of the carnet: somebody else's, dated and sourced (K11)."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from bot.livrables import BlocLivrable
from digests.livrables.blocs import grille, note
from digests.livrables.matiere import Matiere
from storage.dispositif.contexte import contexte_de

AILLEURS = "Mesuré par d'autres, sur un autre périmètre et une autre année : à lire à côté."


def contexte(matiere: Matiere, quartiers: Collection[str]) -> Iterator[BlocLivrable]:
    """Nothing where the file gives none."""
    rows = [
        [one.libelle_long or one.label, one.valeur, f"{one.perimetre}, {one.annee}", one.source]
        for one in contexte_de(matiere.config.contexte, quartiers)
    ]
    if rows:
        heads = ["Contexte", "Valeur", "De quoi, et quand", "Source"]
        yield grille("Chiffres de contexte", heads, rows)
        yield note(AILLEURS)


def en_une_ligne(matiere: Matiere, quartiers: Collection[str]) -> Iterator[BlocLivrable]:
    """The same where a page has one line left for it."""
    said = [
        f"{one.label} : {one.valeur} ({one.perimetre}, {one.annee} ; {one.source})"
        for one in contexte_de(matiere.config.contexte, quartiers)
    ]
    if said:
        yield note(f"Contexte, mesuré par d'autres. {' ; '.join(said)}.")
