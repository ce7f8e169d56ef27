"""An attacker who has everything that was published: what one equation after the other gives away.

Whatever is published of people becomes a `Publie`; `determined` says what a reader of all of them
knows for sure. Letters, pages, documents and exports are attacked together, not one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple


class Case(NamedTuple):
    """One count that describes people: of a territoire, a week, a public."""

    territoire: str
    semaine: str
    public: str


@dataclass(frozen=True, slots=True)
class Publie:
    """A number that somebody reads: the sum of those cases."""

    cases: frozenset[Case]
    n: int


_Row = dict[Case | None, Fraction]
"""An equation: the coefficient of each case; under None, what they sum to."""


def determined(published: Iterable[Publie]) -> Mapping[Case, int]:
    """Each case whose count follows from all that was published, by elimination."""
    solved: dict[Case, _Row] = {}
    for one in published:
        row: _Row = {case: Fraction(1) for case in one.cases}
        row[None] = Fraction(one.n)
        _keep(solved, _reduced(row, solved))
    return {case: int(row[None]) for case, row in solved.items() if len(row) == 2}


def _reduced(row: _Row, solved: Mapping[Case, _Row]) -> _Row:
    """Without any case that another equation gives."""
    for case in [one for one in row if one in solved]:
        if case is not None:
            row = _minus(row, solved[case], row.get(case, Fraction()))
    return row


def _keep(solved: dict[Case, _Row], row: _Row) -> None:
    """It gives its first case, which leaves every other equation."""
    first = next((case for case in row if case is not None), None)
    if first is None:
        return
    row = {case: value / row[first] for case, value in row.items()}
    for case, other in solved.items():
        if first in other:
            solved[case] = _minus(other, row, other[first])
    solved[first] = row


def _minus(row: _Row, other: _Row, times: Fraction) -> _Row:
    left = {
        key: row.get(key, Fraction()) - times * other.get(key, Fraction())
        for key in {*row, *other}
    }
    return {key: value for key, value in left.items() if value or key is None}
