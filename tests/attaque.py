"""An attacker who has everything that was published: what one equation after the other gives away.

A test of anything that leaves (a letter, a page, a document, an export of any format) makes an
`Attaque`, hands it each output as it is read, with what its numbers are of (`somme`), and asserts
that `petits` and `nommes` are empty: outputs are attacked together, not one by one.
`determined` says what a reader of all of them knows for sure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
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
    """A number that somebody reads: the sum of those cases."""

    cases: frozenset[Case]
    n: int


def somme(lieux: Iterable[str], periodes: Iterable[str], publics: Iterable[str], n: int) -> Publie:
    """A number that an output tells of all of these together: of its scope and period."""
    cells = product(list(lieux), list(periodes), list(publics))
    return Publie(frozenset(Case(*cell) for cell in cells), n)


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

    def nommes(self) -> list[str]:
        """« point.html: un mot », of each typed word that may be read."""
        return [
            f"{nom}: {where}"
            for nom, contenu in self.lues.items()
            for where in self.canaris.seen_in(contenu)
        ]


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
