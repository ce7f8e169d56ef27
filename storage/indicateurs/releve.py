"""What was noted on some sites over some periods, read once for all the figures made of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from typing import Any, Final, Generic, TypeVar, cast

from bot.clock import PARIS, paris
from bot.domain.semaine import Semaine
from storage.figures import Bornes, Lieu
from storage.machine.db import Tx
from storage.programme import Programme

L = TypeVar("L")
Cle = tuple[int, int]
"""The rank of a period, and the row id of a site."""
PARTOUT: Final = 0
"""Stands for a site where a line is of none: what another team announced, in a quartier."""


@dataclass(frozen=True, eq=False)
class Constat(Generic[L]):
    """One kind of thing that was noted: `read` gives its lines, by period and site.

    par_tranche: whether each line says in which tranche it was, as its attribute `tranche`.
    """

    read: Callable[[Recolte], Mapping[Cle, Sequence[L]]]
    par_tranche: bool = True


@dataclass(frozen=True, eq=False)
class Durable(Generic[L]):
    """What has a life of several days: `read` gives every one that lived in it, by site."""

    read: Callable[[Recolte], Mapping[int, Sequence[L]]]


Garde = Mapping[object, Callable[[Any], bool]]
"""By kind of what lasts, the lines that a reader may have; all of them of the others."""
Lues = dict[tuple[datetime, ...], dict[object, Any]]
"""What was read of the same sites, by the bounds of its periods, then by kind."""


@dataclass(frozen=True, eq=False)
class Recolte:
    """Sites, and periods that follow each other: `instants` are their bounds, one more than they.

    A kind is read at the first figure that needs it, in one statement, and never again.
    """

    tx: Tx
    programme: Programme
    lieux: tuple[Lieu, ...]
    instants: tuple[datetime, ...]
    _read: dict[object, Any] = field(default_factory=dict, repr=False)
    garde: Garde = field(default_factory=dict, repr=False)

    @property
    def periodes(self) -> int:
        return len(self.instants) - 1

    @property
    def bornes(self) -> Bornes:
        return self.instants[0], self.instants[-1]

    @property
    def jours(self) -> tuple[date, ...]:
        """The days in Paris on which its periods begin, and the one that ends them."""
        return tuple(paris(instant).date() for instant in self.instants)

    def rang(self, quand: date | datetime) -> int:
        """The rank of the period that holds that day of Paris, or that instant."""
        starts = self.instants if isinstance(quand, datetime) else self.jours
        return bisect_right(cast(Sequence[Any], starts), quand) - 1

    def values(self) -> dict[str, Any]:
        """What `SITES` and `bound` stand for in a statement."""
        found: dict[str, Any] = {f"b_{rang}": one for rang, one in enumerate(self.instants)}
        return found | {"b_sites": [lieu.id for lieu in self.lieux]}

    def of(self, constat: Constat[L]) -> Mapping[Cle, Sequence[L]]:
        return cast(Mapping[Cle, Sequence[L]], self.kept(constat))

    def followed(self, durable: Durable[L]) -> Mapping[int, Sequence[L]]:
        found, may = cast(Mapping[int, Sequence[L]], self.kept(durable)), self.garde.get(durable)
        if may is None:
            return found
        return {site: [one for one in lines if may(one)] for site, lines in found.items()}

    def kept(self, kind: Constat[Any] | Durable[Any]) -> Any:
        """All that was read of that kind: now, if no figure needed it before."""
        if kind not in self._read:
            self._read[kind] = kind.read(self)
        return self._read[kind]


@dataclass(frozen=True, slots=True)
class Releve:
    """The part of a reading that a figure is about: narrowed by site, by period, by tranche."""

    recolte: Recolte
    lieux: tuple[Lieu, ...]
    rangs: tuple[int, ...]
    tranche: str | None = None

    def on(self, *lieux: Lieu) -> Releve:
        """On these sites alone."""
        return replace(self, lieux=lieux)

    def at(self, *rangs: int) -> Releve:
        """Over these periods alone, each after the other; -1 is the last that was read."""
        n = self.recolte.periodes
        return replace(self, rangs=tuple(rang % n for rang in rangs))

    def before(self) -> Releve:
        """Over the periods that were read before these: none, where these are the first."""
        return replace(self, rangs=tuple(range(self.rangs[0])))

    def during(self, tranche: str) -> Releve:
        """In that tranche alone (000 l.153)."""
        return replace(self, tranche=tranche)

    @property
    def programme(self) -> Programme:
        return self.recolte.programme

    @property
    def jours(self) -> tuple[date, date]:
        """Its first day in Paris, and the first one after."""
        debut, fin = self.bornes
        return paris(debut).date(), paris(fin).date()

    @property
    def bornes(self) -> Bornes:
        """The first instant, and the first one after."""
        instants = self.recolte.instants
        return instants[self.rangs[0]], instants[self.rangs[-1] + 1]

    def lignes(self, constat: Constat[L]) -> Iterator[L]:
        """Its lines here. Raises ValueError when asked by tranche of what has none."""
        found = self._found(constat)
        for rang in self.rangs:
            for lieu in self.lieux:
                for line in found.get((rang, lieu.id), ()):
                    if self.tranche is None or cast(Any, line).tranche == self.tranche:
                        yield line

    def communes(self, constat: Constat[L]) -> Iterator[L]:
        """Its lines of no site in particular, wherever the reading is narrowed to: as `lignes`."""
        found = self._found(constat)
        for rang in self.rangs:
            for line in found.get((rang, PARTOUT), ()):
                if self.tranche is None or cast(Any, line).tranche == self.tranche:
                    yield line

    def _found(self, constat: Constat[L]) -> Mapping[Cle, Sequence[L]]:
        if self.tranche and not constat.par_tranche:
            raise ValueError("ce constat n'a pas de tranche : demandez-le pour la journée entière")
        return self.recolte.of(constat)

    def durables(self, durable: Durable[L]) -> Iterator[L]:
        """Every one that lived on these sites during the reading: its figures look at `bornes`."""
        if self.tranche:
            raise ValueError(
                "ce qui dure n'a pas de tranche : demandez-le pour la journée entière"
            )
        found = self.recolte.followed(durable)
        for lieu in self.lieux:
            yield from found.get(lieu.id, ())


def releve(
    tx: Tx,
    programme: Programme,
    lieux: Sequence[Lieu],
    jours: Sequence[date],
    lues: Lues | None = None,
    garde: Garde = MappingProxyType({}),
) -> Releve:
    """Of these sites, over periods that begin each on one of `jours`: the last only ends them.

    jours: of Paris, in their order, two at least. lues: what was read of them before. garde: what
    of it is left out.
    """
    instants = tuple(_midnight(day) for day in jours)
    known = {} if lues is None else lues.setdefault(instants, {})
    recolte = Recolte(tx, programme, tuple(lieux), instants, known, garde)
    return Releve(recolte, recolte.lieux, tuple(range(recolte.periodes)))


def of_weeks(
    tx: Tx,
    programme: Programme,
    lieux: Sequence[Lieu],
    semaines: Sequence[Semaine],
    lues: Lues | None = None,
) -> Releve:
    """Of weeks that follow each other, oldest first; of months as well. lues: see `releve`."""
    lundis = [semaine.lundi for semaine in semaines]
    after = semaines[-1].dimanche + timedelta(days=1)
    return releve(tx, programme, lieux, [*lundis, after], lues)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), PARIS).astimezone(UTC)
