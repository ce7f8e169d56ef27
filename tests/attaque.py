"""An attacker who has everything that was published: what one equation after the other gives away.

A test of anything that leaves (a letter, a page, a document, an export of any format) makes an
`Attaque`, hands it each output as it is read, with what its numbers are of (`somme`), and asserts
that `petits` and `nommes` are empty: outputs are attacked together, not one by one.
`determined` says what a reader of all of them knows for sure; `bornes`, what is left for each
case once « moins de 5 » and rounded shares are read too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from math import ceil, floor, inf
from typing import NamedTuple

from bot.domain.petits_effectifs import SEUIL
from tests.traces import Canaris


class Case(NamedTuple):
    """One count that describes people: of a territoire, a week, a public."""

    territoire: str
    semaine: str
    public: str


@dataclass(frozen=True, slots=True)
class Publie:
    """What somebody reads: those cases are `n` together; or from `n` to `plus`, when it is there.

    moins: other cases, whose sum is taken out: what a definition says is always the same.
    """

    cases: frozenset[Case]
    n: int
    plus: float | None = None
    moins: frozenset[Case] = frozenset()

    @property
    def row(self) -> _Row:
        row: _Row = {None: Fraction(self.n)}
        row |= dict.fromkeys(self.cases, Fraction(1))
        return row | dict.fromkeys(self.moins, Fraction(-1))


def somme(
    lieux: Iterable[str],
    periodes: Iterable[str],
    publics: Iterable[str],
    n: int,
    plus: float | None = None,
) -> Publie:
    """A number that an output tells of all of these together: of its scope and period."""
    cells = product(list(lieux), list(periodes), list(publics))
    return Publie(frozenset(Case(*cell) for cell in cells), n, plus)


@dataclass
class Attaque:
    """One reader who has it all. vrai: what is true of each case; canaris: the words typed."""

    vrai: Mapping[Case, int]
    canaris: Canaris = field(default_factory=Canaris)
    lues: dict[str, bytes] = field(default_factory=dict)
    nombres: list[Publie] = field(default_factory=list)

    def recoit(self, nom: str, contenu: str | bytes, nombres: Iterable[Publie] = ()) -> None:
        """One more output: its name, all that is in it, and what its numbers are of."""
        self.lues[nom] = contenu.encode() if isinstance(contenu, str) else contenu
        self.nombres += nombres

    def sait(self) -> Mapping[Case, int]:
        """What follows from all that was handed over; of a false number, nothing would."""
        known = determined(self.nombres)
        assert {case: n for case, n in known.items() if self.vrai[case] != n} == {}
        return known

    def petits(self, seuil: int = SEUIL) -> dict[Case, int]:
        """The small counts that it gives away."""
        return {case: n for case, n in self.sait().items() if 0 < n < seuil}

    def restes(self, seuil: int = SEUIL) -> dict[frozenset[Case], int]:
        """Cases that are few together: one number less another within it, then less one more.

        All the words of a figure are events there, whose count is public (adr/0006).
        """
        told = {one.cases: one.n for one in self.nombres if one.plus is None and not one.moins}
        found = dict(told)
        for _ in range(2):
            found |= {
                cases - within: n - m
                for cases, n in found.items()
                for within, m in told.items()
                if within < cases
            }
        every = {_figure(case): set[Case]() for case in self.vrai}
        for case in self.vrai:
            every[_figure(case)].add(case)
        return {
            cases: n
            for cases, n in found.items()
            if 0 < n < seuil and not all(every[_figure(case)] <= cases for case in cases)
        }

    def nommes(self) -> list[str]:
        """« point.html: un mot », of each typed word that may be read."""
        return [
            f"{nom}: {where}"
            for nom, contenu in self.lues.items()
            for where in self.canaris.seen_in(contenu)
        ]


def _figure(case: Case) -> tuple[str, str, str]:
    """Where, when, and which figure it is of, whatever its word."""
    return case.territoire, case.semaine, case.public.partition(" ")[0]


_Row = dict[Case | None, Fraction]
"""An equation: the coefficient of each case; under None, what they sum to."""
_Bornes = dict[Case, tuple[float, float]]
"""The least and the most that a case may be."""


def determined(published: Iterable[Publie]) -> Mapping[Case, int]:
    """Each case whose count follows from all that was published: by elimination, then bounds."""
    every = list(dict.fromkeys(published))
    solved = _Systeme()
    for one in every:
        if one.plus is None:
            solved.add(one.row)
    rows = [(row, 0.0) for row in solved.rows.values()]
    rows += [(one.row, 0.0 if one.plus is None else one.plus - one.n) for one in every]
    found = _bornes(rows)
    return {case: int(low) for case, (low, high) in found.items() if low == high}


class _Systeme:
    """Equations, each solved for one case that stands in no other."""

    def __init__(self) -> None:
        self.rows: dict[Case, _Row] = {}
        self._within: defaultdict[Case, set[Case]] = defaultdict(set)

    def add(self, row: _Row) -> None:
        for case in _of(row):
            if case in self.rows and case in row:
                row = _minus(row, self.rows[case], row[case])
        first = next(_of(row), None)
        if first is None:
            return
        row = {case: value / row[first] for case, value in row.items()}
        for case in list(self._within[first]):
            self._keep(case, _minus(self.rows[case], row, self.rows[case][first]))
        self._keep(first, row)

    def _keep(self, pivot: Case, row: _Row) -> None:
        for case in _of(self.rows.get(pivot, {})):
            self._within[case].discard(pivot)
        self.rows[pivot] = row
        for case in _of(row):
            self._within[case].add(pivot)


def _of(row: _Row) -> Iterator[Case]:
    return iter([case for case in row if case is not None])


def _minus(row: _Row, other: _Row, times: Fraction) -> _Row:
    left = dict(row)
    for case, value in other.items():
        left[case] = left.get(case, Fraction()) - times * value
    return {case: value for case, value in left.items() if value or case is None}


def _bornes(rows: Sequence[tuple[_Row, float]]) -> _Bornes:
    """No count is below nothing: each row bounds its cases by the others, until none moves.

    rows: each sums to its number, or to as much more as stands beside it.
    """
    found: _Bornes = {case: (0.0, inf) for row, _ in rows for case in _of(row)}
    where: defaultdict[Case, list[int]] = defaultdict(list)
    for rank, (row, _) in enumerate(rows):
        for case in _of(row):
            where[case].append(rank)
    waiting = dict.fromkeys(range(len(rows)))
    while waiting:
        rank = next(iter(waiting))
        del waiting[rank]
        row, more = rows[rank]
        for case, bounds in _tightened(row, more, found):
            found[case] = bounds
            waiting |= dict.fromkeys(where[case])
    return found


def _tightened(
    row: _Row, more: float, found: _Bornes
) -> Iterator[tuple[Case, tuple[float, float]]]:
    terms = {case: _times(float(row[case]), *found[case]) for case in _of(row)}
    least, most = (_Somme.of(side) for side in zip(*terms.values(), strict=True))
    total = float(row.get(None, 0))
    for case, (low, high) in terms.items():
        by = float(row[case])
        sides = (total - most.without(high)) / by, (total + more - least.without(low)) / by
        bounds = _whole(max(found[case][0], min(sides)), min(found[case][1], max(sides)))
        if bounds != found[case]:
            yield case, bounds


class _Somme(NamedTuple):
    """Of bounds, those that are there, and how many are not."""

    finie: float
    infinies: int
    signe: float

    @classmethod
    def of(cls, terms: Sequence[float]) -> _Somme:
        beyond = [one for one in terms if abs(one) == inf]
        return cls(
            sum(terms) if not beyond else sum(one for one in terms if abs(one) != inf),
            len(beyond),
            beyond[0] if beyond else 0.0,
        )

    def without(self, one: float) -> float:
        """The sum of the others; one that has no bound leaves none to them all."""
        if abs(one) == inf:
            return self.finie if self.infinies == 1 else self.signe
        return self.signe if self.infinies else self.finie - one


def _times(by: float, low: float, high: float) -> tuple[float, float]:
    return (by * low, by * high) if by > 0 else (by * high, by * low)


def _whole(low: float, high: float) -> tuple[float, float]:
    """People are whole."""
    return (
        float(ceil(low - 1e-9)) if low > -inf else low,
        float(floor(high + 1e-9)) if high < inf else high,
    )
