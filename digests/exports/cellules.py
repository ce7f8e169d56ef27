"""A value as the cells of a table: one number a line, with what it is a part of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from storage.indicateurs.contrat import (
    Mediane,
    Medianes,
    Mesures,
    Nombre,
    ParHeure,
    Proportion,
    Repartition,
    Valeur,
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


def cellules(value: Valeur) -> Iterator[CelluleExport]:
    """Every number of it, exact; one cell says so where there is none."""
    found = list(_cells(value))
    yield from found or [CelluleExport(dit=RIEN)]


def _cells(value: Valeur) -> Iterator[CelluleExport]:
    match value:
        case Nombre(n):
            yield CelluleExport(valeur=n, dit=EXACT)
        case Proportion(n, sur):
            yield CelluleExport(valeur=n if sur else None, sur=sur, dit=EXACT if sur else RIEN)
        case Mediane():
            yield _median("", value)
        case ParHeure(n):
            rate = value.par_heure
            told = RIEN if rate is None else EXACT
            yield CelluleExport("", rate and round(rate, 2), n, dit=told)
        case _:
            yield from _by_word(value)


def _by_word(value: Repartition | Medianes | Mesures) -> Iterator[CelluleExport]:
    match value:
        case Repartition(par):
            yield from (CelluleExport(mot, n, value.n, dit=EXACT) for mot, n in par.items())
        case Medianes(par):
            yield from (_median(mot, one) for mot, one in par.items())
        case Mesures(par):
            yield from _notes(par)


def _median(mot: str, one: Mediane) -> CelluleExport:
    """To a tenth: of days, an hour or two."""
    milieu, bas, haut = (value and round(value, 1) for value in (one.milieu, one.bas, one.haut))
    return CelluleExport(mot, milieu, one.n, bas, haut, EXACT if one.n else RIEN)


def _notes(par: Mapping[str, Mapping[str, Mapping[str, int]]]) -> Iterator[CelluleExport]:
    """« site-a t0 g-entretien »: a note is never added to another."""
    for site, mesures in par.items():
        for mesure, criteres in mesures.items():
            for critere, note in criteres.items():
                yield CelluleExport(f"{site} {mesure} {critere}", note, dit=EXACT)
