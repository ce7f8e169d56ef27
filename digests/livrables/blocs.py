"""The blocks that a document is made of: one structure, which every format writes its own way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.livrables import BlocLivrable
from storage.livrables import MOTS


def rien(_matiere: object) -> Iterator[BlocLivrable]:
    """A heading alone: its words, or what stands under those that follow."""
    return iter(())


def paragraphe(texte: str) -> BlocLivrable:
    return {"sorte": "paragraphe", "texte": texte}


def note(texte: str) -> BlocLivrable:
    """What is said of the figures above: smaller, and paler."""
    return {"sorte": "note", "texte": texte}


def liste(lignes: Iterable[str]) -> BlocLivrable:
    return {"sorte": "liste", "lignes": list(lignes)}


def paroles(lignes: Iterable[str]) -> BlocLivrable:
    """What people wrote, once reread: it goes with their notes, as figures stay."""
    return {**liste(lignes), MOTS: True}


def saut() -> BlocLivrable:
    """A page begins."""
    return {"sorte": "saut"}


def manque(texte: str) -> BlocLivrable:
    """What ought to stand there, and does not: said again in « Il manque »."""
    return {"sorte": "manque", "texte": texte}


def intertitre(texte: str) -> BlocLivrable:
    """A heading inside a chapter, without a number of its own."""
    return {"sorte": "intertitre", "texte": texte}


def tableau(
    legende: str,
    entetes: Sequence[str],
    lignes: Iterable[Sequence[str]],
    *,
    somme: bool = False,
) -> BlocLivrable:
    """Rows of as many cells as `entetes`; the first names its row, the rest stand to the right.

    legende: what a reader who listens is told first. somme: the last row adds up the others.
    """
    rows = [list(ligne) for ligne in lignes]
    return {
        "sorte": "tableau",
        "legende": legende,
        "entetes": list(entetes),
        "lignes": rows,
        "somme": somme,
        "nombres": True,
    }


def fiche(legende: str, lignes: Iterable[tuple[str, str]]) -> BlocLivrable:
    """Two columns of words, without a row of headings: what it is, and how it stands."""
    return {
        "sorte": "tableau",
        "legende": legende,
        "entetes": [],
        "lignes": [list(ligne) for ligne in lignes],
        "somme": False,
        "nombres": False,
    }


def grille(legende: str, entetes: Sequence[str], lignes: Iterable[Sequence[str]]) -> BlocLivrable:
    """A table of words: every column stands to the left."""
    return {**tableau(legende, entetes, lignes), "nombres": False}


def sans_courbe(blocs: Iterable[BlocLivrable]) -> Iterator[BlocLivrable]:
    """These, but for drawings: on one page, a table says the same in less room."""
    return (one for one in blocs if one["sorte"] != "courbe")


def courbe(
    titre: str, points: Iterable[tuple[str, float | None]], maximum: float, unite: str
) -> BlocLivrable:
    """Bars, one a point, from 0 to `maximum`; None where nothing may be said.

    Read aloud, and in grey, it is the sentence that its alternative text says.
    """
    every = list(points)
    said = ", ".join(f"{label} {_dit(value)}" for label, value in every)
    return {
        "sorte": "courbe",
        "titre": titre,
        "points": [list(point) for point in every],
        "maximum": maximum,
        "unite": unite,
        "alternative": f"{titre} ({unite}) : {said}.",
    }


def carte(titre: str, points: Iterable[tuple[str, float, float, bool]]) -> BlocLivrable:
    """Places by latitude and longitude (WGS 84), numbered; the last says which are dark."""
    every = [list(point) for point in points]
    said = ", ".join(str(point[0]) for point in every)
    return {
        "sorte": "carte",
        "titre": titre,
        "points": every,
        "alternative": f"{titre} : {said}.",
    }


def _dit(value: float | None) -> str:
    return "trop peu de notes" if value is None else f"{value:g}".replace(".", ",")
