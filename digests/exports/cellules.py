"""A value as the cells of a table: one number a line, with what it is a part of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from storage.indicateurs.contrat import (
    Mediane,
    Mesures,
    Nombre,
    ParHeure,
    Proportion,
    Repartition,
)


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
    found = list(_cells(value))
    yield from found or [CelluleExport(dit=RIEN)]


def _cells(value: Any) -> Iterator[CelluleExport]:
    match value:
        case Nombre(n):
            yield CelluleExport(valeur=n, dit=EXACT)
        case Proportion(n, sur):
            yield CelluleExport(valeur=n, sur=sur, dit=EXACT)
        case Mediane(milieu, bas, haut, n):
            yield CelluleExport("", milieu, n, bas, haut, EXACT if n else RIEN)
        case ParHeure(n):
            rate = value.par_heure
            yield CelluleExport(
                "", rate and round(rate, 2), n, dit=RIEN if rate is None else EXACT
            )
        case Repartition(par):
            yield from (CelluleExport(mot, n, value.n, dit=EXACT) for mot, n in par.items())
        case Mesures(par):
            yield from _notes(par)
        case _:
            raise TypeError(f"a value that no table knows: {value}")


def _notes(par: Mapping[str, Mapping[str, Mapping[str, int]]]) -> Iterator[CelluleExport]:
    """« site-a t0 g-entretien »: a note is never added to another."""
    for site, mesures in par.items():
        for mesure, notes in mesures.items():
            for critere, note in notes.items():
                yield CelluleExport(f"{site} {mesure} {critere}", note, dit=EXACT)
