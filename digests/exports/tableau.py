"""The columns that a spreadsheet and open data share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from digests.exports.classeur import LigneExport

COLONNES: Final = (
    *("indicateur", "libelle", "version", "famille", "etendue", "lieu", "libelle_lieu"),
    *("debut", "fin", "detail", "valeur", "sur", "plus_bas", "plus_haut", "unite", "publication"),
)
ValeurExport = str | float | int | None


def rangee(ligne: LigneExport) -> Iterator[ValeurExport]:
    """Its cells, in the order of `COLONNES`; days as ISO texts."""
    one, place, cellule = ligne.indicateur, ligne.etendue, ligne.cellule
    yield from (one.slug, one.label, one.version, str(one.famille))
    yield from (str(place.sorte), place.slug, place.label)
    yield from (ligne.debut.isoformat(), ligne.fin.isoformat(), ligne.mot)
    yield from (cellule.valeur, cellule.sur, cellule.bas, cellule.haut)
    yield from (str(one.unite), cellule.dit)
