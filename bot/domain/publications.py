"""What several tables, read together, give away; and a table that gives nothing more away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from bot.domain.bandes import parts
from bot.domain.petits_effectifs import SEUIL

Atome = tuple[int, date, str]
"""A block of places that no table tells apart, a first day, a category."""
_Equation = dict[Atome | None, Fraction]
"""An equation: the coefficient of each atom; under None, what they sum to."""


@dataclass(frozen=True)
class Ventilation:
    """Counts of people by category, for some places and days, as somebody reads them.

    lieux: slugs of sites. debut, fin: the first day, and the first one after. comptes: by
    category, or several together (`bandes.joined`), None where it is not told. total: of all
    categories, exact (an event is public).
    """

    mesure: str
    lieux: frozenset[str]
    debut: date
    fin: date
    comptes: Mapping[str, int | None]
    total: int

    @property
    def portee(self) -> tuple[str, frozenset[str], date, date]:
        """What it is about, whatever it tells of it."""
        return self.mesure, self.lieux, self.debut, self.fin

    def rencontre(self, other: Ventilation) -> bool:
        """Whether both speak of a same place on a same day."""
        together = self.debut < other.fin and other.debut < self.fin
        return together and bool(self.lieux & other.lieux)


def sans_revelation(
    publies: Sequence[Ventilation], nouveau: Ventilation, seuil: int = SEUIL
) -> Ventilation:
    """`nouveau`, with None wherever telling it beside `publies` would give a small count away.

    1. Told before with other numbers, a count keeps silent where it moved by less than `seuil`:
       a letter and its correction would tell who was added or taken out.
    2. Then categories fall silent one by one, those that give something away first, until what
       all tables say together tells no more small counts than they did without it.
    `nouveau` is protected by itself before that (`petits_effectifs.protect`).
    """
    joined = _joined(publies, nouveau)
    others = [one for one in joined if one.portee != nouveau.portee]
    nouveau = _steady([one for one in joined if one.portee == nouveau.portee], nouveau, seuil)
    known = set(_small(others, seuil))
    while any(n is not None for n in nouveau.comptes.values()):
        given = [one for one in _small([*others, nouveau], seuil) if one not in known]
        if not given:
            break
        told = [one for one, n in nouveau.comptes.items() if n is not None]
        cells = set().union(*map(_categories, given))
        guilty = [one for one in told if cells.intersection(parts(one))]
        nouveau = _silent(nouveau, guilty or told[:1])
    return nouveau


def _joined(publies: Sequence[Ventilation], nouveau: Ventilation) -> list[Ventilation]:
    """Those that meet it, those that meet these, and so on: of the rest nothing follows."""
    rest = [one for one in publies if one.mesure == nouveau.mesure]
    reached, joined = [nouveau], list[Ventilation]()
    while reached:
        near = reached.pop()
        met = [one for one in rest if one.rencontre(near)]
        rest = [one for one in rest if one not in met]
        joined, reached = [*joined, *met], [*reached, *met]
    return joined


def _steady(before: Sequence[Ventilation], nouveau: Ventilation, seuil: int) -> Ventilation:
    moved = [
        category
        for category, n in nouveau.comptes.items()
        for old in before
        if n is not None and _moved_a_little(old.comptes.get(category, 0), n, seuil)
    ]
    return _silent(nouveau, moved)


def _moved_a_little(old: int | None, n: int, seuil: int) -> bool:
    return old is not None and 0 < abs(n - old) < seuil


def _silent(table: Ventilation, categories: Iterable[str]) -> Ventilation:
    return replace(table, comptes={**table.comptes, **dict.fromkeys(categories)})


def _categories(cells: frozenset[Atome]) -> set[str]:
    return {category for _block, _day, category in cells}


def _small(tables: Sequence[Ventilation], seuil: int) -> Iterator[frozenset[Atome]]:
    """Each group of atoms whose sum follows from all `tables`, is small, and describes people."""
    every = {part for one in tables for category in one.comptes for part in parts(category)}
    for row in _solved(tables, every):
        cells = frozenset(atom for atom in row if atom is not None)
        plain = all(row[atom] == 1 for atom in cells)
        if plain and 0 < row.get(None, Fraction()) < seuil and not _whole(cells, every):
            yield cells


def _whole(cells: frozenset[Atome], every: set[str]) -> bool:
    """All categories of each place and day: a count of events, which is public."""
    by_place: defaultdict[tuple[int, date], set[str]] = defaultdict(set)
    for block, day, category in cells:
        by_place[block, day].add(category)
    return all(found == every for found in by_place.values())


def _solved(tables: Sequence[Ventilation], every: set[str]) -> Iterable[_Equation]:
    """By elimination, one equation after the other; what sums to nobody is nobody each."""
    blocks, days = _blocks(tables), sorted({day for one in tables for day in (one.debut, one.fin)})
    rows = [row for one in tables for row in _equations(one, blocks, days, every)]
    solved: dict[Atome, _Equation] = {}
    while rows:
        for row in rows:
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


def _equations(
    table: Ventilation, blocks: Sequence[frozenset[str]], days: Sequence[date], every: set[str]
) -> Iterator[_Equation]:
    places = [
        (number, day)
        for number, lieux in enumerate(blocks)
        for day in days
        if lieux <= table.lieux and table.debut <= day < table.fin
    ]
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
