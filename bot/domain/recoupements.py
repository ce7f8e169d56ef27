"""What follows from several tables of counts: equations solved, and taken from one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

from bot.domain.bandes import parts
from bot.domain.ventilation import Ventilation

Atome = tuple[int, date, str]
"""A block of places that no table tells apart, a first day, a category."""
_Equation = dict[Atome | None, Fraction]
"""An equation: the coefficient of each atom; under None, what they sum to."""
_Somme = tuple[frozenset[Atome], int]
"""Atoms, and how many people they are together."""


def petits(tables: Sequence[Ventilation], seuil: int) -> Iterator[frozenset[Atome]]:
    """Each group of atoms that `tables` make small, and that describes people.

    By elimination; then, as no count is below nothing, by what a count leaves once the finer ones
    within it are taken out: two seniors or others in a week are two seniors at most.
    """
    every = {part for one in tables for category in one.comptes for part in parts(category)}
    blocks, days = _blocks(tables), sorted({day for one in tables for day in (one.debut, one.fin)})
    rows = [row for one in tables for row in _equations(one, blocks, days, every)]
    for row in _solved(rows):
        cells = frozenset(atom for atom in row if atom is not None)
        plain = all(row[atom] == 1 for atom in cells)
        if plain and 0 < row.get(None, Fraction()) < seuil and not _whole(cells, every):
            yield cells
    sums = [one for table in tables for one in _sums(table, _places(table, blocks, days), every)]
    for cells, n in _left(sums):
        if 0 < n < seuil and not _whole(cells, every):
            yield cells


def categories(cells: frozenset[Atome]) -> set[str]:
    """Of whom these cells are."""
    return {category for _block, _day, category in cells}


def _whole(cells: frozenset[Atome], every: set[str]) -> bool:
    """All categories of each place and day: a count of events, which is public."""
    by_place: defaultdict[tuple[int, date], set[str]] = defaultdict(set)
    for block, day, category in cells:
        by_place[block, day].add(category)
    return all(found == every for found in by_place.values())


def _solved(rows: Sequence[_Equation]) -> Iterable[_Equation]:
    """By elimination, one equation after the other; what sums to nobody is nobody each."""
    solved: dict[Atome, _Equation] = {}
    while rows:
        # What is told apart settles the rest at little cost.
        for row in sorted(rows, key=len):
            _keep(solved, _reduced(row, solved))
        rows = [{atom: Fraction(1), None: Fraction()} for atom in _nobody(solved.values())]
    return solved.values()


def _nobody(rows: Iterable[_Equation]) -> set[Atome]:
    """Atoms that share no one at all, and that no equation gives alone yet."""
    found: set[Atome] = set()
    for row in rows:
        atoms = [atom for atom in row if atom is not None]
        if len(atoms) > 1 and not row.get(None) and all(row[atom] > 0 for atom in atoms):
            found.update(atoms)
    return found


def _blocks(tables: Sequence[Ventilation]) -> list[frozenset[str]]:
    """Places that the same tables speak of stand together."""
    seen: defaultdict[tuple[int, ...], set[str]] = defaultdict(set)
    for lieu in {lieu for one in tables for lieu in one.lieux}:
        seen[tuple(n for n, one in enumerate(tables) if lieu in one.lieux)].add(lieu)
    return [frozenset(lieux) for lieux in seen.values()]


def _places(
    table: Ventilation, blocks: Sequence[frozenset[str]], days: Sequence[date]
) -> list[tuple[int, date]]:
    """The blocks and first days that it speaks of."""
    return [
        (number, day)
        for number, lieux in enumerate(blocks)
        for day in days
        if lieux <= table.lieux and table.debut <= day < table.fin
    ]


def _equations(
    table: Ventilation, blocks: Sequence[frozenset[str]], days: Sequence[date], every: set[str]
) -> Iterator[_Equation]:
    places = _places(table, blocks, days)
    for category, n in table.comptes.items():
        if n is not None:
            mine: _Equation = {
                (*place, part): Fraction(1) for place in places for part in parts(category)
            }
            yield {**mine, None: Fraction(n)}
    whole: _Equation = {(*place, one): Fraction(1) for place in places for one in every}
    yield {**whole, None: Fraction(table.total)}


def _reduced(row: _Equation, solved: Mapping[Atome, _Equation]) -> _Equation:
    """Without any atom that another equation gives."""
    for atom in [one for one in row if one is not None and one in solved]:
        if atom in row:
            row = _minus(row, solved[atom], row[atom])
    return row


def _keep(solved: dict[Atome, _Equation], row: _Equation) -> None:
    """It gives its first atom, which leaves every other equation."""
    first = next((atom for atom in row if atom is not None), None)
    if first is None:
        return
    row = {atom: value / row[first] for atom, value in row.items()}
    for atom, other in solved.items():
        if first in other:
            solved[atom] = _minus(other, row, other[first])
    solved[first] = row


def _minus(row: _Equation, other: _Equation, times: Fraction) -> _Equation:
    left = dict(row)
    for atom, value in other.items():
        left[atom] = left.get(atom, Fraction()) - times * value
    return {atom: value for atom, value in left.items() if value or atom is None}


def _sums(
    table: Ventilation, places: Sequence[tuple[int, date]], every: set[str]
) -> Iterator[_Somme]:
    """What it tells of each category, and of those that it does not tell, together."""
    told = {category: n for category, n in table.comptes.items() if n is not None}
    for category, n in told.items():
        yield _cells(places, parts(category)), n
    rest = every.difference(*map(parts, told))
    if rest:
        yield _cells(places, rest), table.total - sum(told.values())


def _cells(places: Sequence[tuple[int, date]], of: Iterable[str]) -> frozenset[Atome]:
    return frozenset((*place, one) for one in of for place in places)


def _left(sums: Iterable[_Somme]) -> list[_Somme]:
    """Each sum, less the finer ones that lie within it, until no more can be taken out."""
    kept, nobody = dict(sums), frozenset[Atome]()
    while True:
        nobody = nobody.union(*(cells for cells, n in kept.items() if n == 0))
        there = {cells - nobody: n for cells, n in kept.items()}
        finer = sorted(there.items(), key=lambda one: -len(one[0]))
        left = dict(_less(one, finer) for one in there.items() if one[0])
        if left == kept:
            return list(left.items())
        kept = left


def _less(whole: _Somme, finer: Iterable[_Somme]) -> _Somme:
    """The largest first."""
    cells, n = whole
    for within, m in finer:
        if within and within < cells:
            cells, n = cells - within, n - m
    return cells, n
