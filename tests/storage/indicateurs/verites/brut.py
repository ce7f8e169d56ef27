"""The raw rows of a base, and what a truth is told: which sites, from when to when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import pairwise
from typing import Any, Final, TypeVar

from sqlalchemy import select

from bot.clock import PARIS
from storage.machine.db import Tx
from storage.models import Base
from storage.programme import Programme

MINUTE: Final = timedelta(minutes=1)
Ligne = Mapping[str, Any]
Verite = Callable[["Ici"], object]
"""A count is an int, a share (n, sur), a median (middle, low, high, n), the rest a dict."""
V = TypeVar("V")
VERITES: Final[dict[str, Verite]] = {}


def verite(slug: str) -> Callable[[Callable[[Ici], V]], Callable[[Ici], V]]:
    """The function below recomputes that indicator. Raises ValueError for one that has a truth."""

    def mark(compute: Callable[[Ici], V]) -> Callable[[Ici], V]:
        if slug in VERITES:
            raise ValueError(f"{slug} has two truths")
        VERITES[slug] = compute
        return compute

    return mark


class Brut:
    """Every row of each table that is asked for, as it stands."""

    def __init__(self, tx: Tx, programme: Programme) -> None:
        self._tx = tx
        self.programme = programme
        self._read: dict[str, Sequence[Ligne]] = {}
        self._by: dict[tuple[str, str], Mapping[Any, Sequence[Ligne]]] = {}

    def table(self, name: str) -> Sequence[Ligne]:
        if name not in self._read:
            rows = self._tx.execute(select(Base.metadata.tables[name]))
            self._read[name] = [dict(row._mapping) for row in rows]
        return self._read[name]

    def by(self, name: str, column: str) -> Mapping[Any, Sequence[Ligne]]:
        """Its rows by the value of a column."""
        if (name, column) not in self._by:
            found: defaultdict[Any, list[Ligne]] = defaultdict(list)
            for row in self.table(name):
                found[row[column]].append(row)
            self._by[name, column] = found
        return self._by[name, column]


@dataclass(frozen=True)
class Ici:
    """Some sites (row ids), from `debut` up to `fin`, excluded.

    bornes: of each period of the whole reading, for what is compared with those before.
    """

    brut: Brut
    sites: tuple[int, ...]
    debut: datetime
    fin: datetime
    bornes: tuple[datetime, ...] = ()

    def on(self, sites: Iterable[int]) -> Ici:
        return replace(self, sites=tuple(sites))

    def before(self) -> Ici:
        """What was read before this period; nothing where it is the first."""
        return replace(self, debut=min((self.debut, *self.bornes)), fin=self.debut)

    def parts(self) -> Iterator[Ici]:
        """Each period of the reading that lies in this one; itself alone without any."""
        inside = [one for one in self.bornes if self.debut < one < self.fin]
        for debut, fin in pairwise((self.debut, *inside, self.fin)):
            yield replace(self, debut=debut, fin=fin)

    @property
    def jours(self) -> tuple[date, date]:
        """The first day in Paris, and the last one."""
        return self.debut.astimezone(PARIS).date(), (self.fin - MINUTE).astimezone(PARIS).date()

    def missions(self) -> list[Any]:
        """The interventions of the whole programme that run on one of these days."""
        first, last = self.jours
        every = self.programme.config.interventions
        return [one for one in every if not (one.fin < first or last < one.debut)]

    @property
    def programme(self) -> Programme:
        return self.brut.programme

    def on_site(self, table: str) -> Iterator[Ligne]:
        """Rows of these sites that were not deleted, whenever."""
        for site in self.sites:
            for row in self.brut.by(table, "site_id").get(site, ()):
                if row.get("supprimee_le") is None:
                    yield row

    def of(self, table: str, parent: str, row: Ligne) -> Sequence[Ligne]:
        """What belongs to that row in another table."""
        return self.brut.by(table, parent).get(row["id"], ())

    def noted(self, table: str, moment: str = "le") -> Iterator[Ligne]:
        """The same, that were noted in the period."""
        for row in self.on_site(table):
            if self.debut <= row[moment] < self.fin:
                yield row

    @cached_property
    def slugs(self) -> frozenset[str]:
        return frozenset(self.programme.site_slugs[site] for site in self.sites)


def counted(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Sums by word, without those that come to nothing."""
    found: dict[str, int] = {}
    for word, n in pairs:
        found[word] = found.get(word, 0) + n
    return {word: n for word, n in found.items() if n}
