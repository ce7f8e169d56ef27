"""A value as the cells of a table: one number a line, with what it is a part of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from storage.indicateurs.contrat import Mediane, Nombre, Proportion, Repartition


class CelluleExport(NamedTuple):
    """`mot` is a slug of the file, where the value is by word; `sur`: of how many it is made.

    Nothing in `valeur` is not 0: `dit` then says why.
    """

    mot: str = ""
    valeur: float | None = None
    sur: int | None = None
    bas: float | None = None
    haut: float | None = None
    dit: str = ""


EXACT = "exact"
RIEN = "aucune valeur"


def cellules(value: Any) -> Iterator[CelluleExport]:
    """Every number of it, exact. Raises TypeError for a value that no table knows."""
    match value:
        case Nombre(n):
            yield CelluleExport(valeur=n, dit=EXACT)
        case Proportion(n, sur):
            yield CelluleExport(valeur=n, sur=sur, dit=EXACT)
        case Mediane(milieu, bas, haut, n):
            yield CelluleExport("", milieu, n, bas, haut, EXACT if n else RIEN)
        case Repartition(par):
            for mot, n in par.items():
                yield CelluleExport(mot, n, value.n, dit=EXACT)
        case _:
            raise TypeError(f"a value that no table knows: {value}")
