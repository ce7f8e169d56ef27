"""A long reading made in short units of work: whoever else needs the database waits for none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Any, Final, TypeVar, cast

from storage.figures import Lieu
from storage.indicateurs.contrat import Indicateur
from storage.indicateurs.releve import Cle, Constat, Durable, Recolte, Releve, releve
from storage.machine.db import Tx
from storage.programme import Programme

L = TypeVar("L")
ReadPart = Callable[[Tx], None]
KeptLines = Mapping[object, Callable[[Any], bool]]
"""By kind of what lasts, the lines that a reader may have; all of them of the others."""
JOURS: Final = 14
"""Days of one kind of line that one step reads, in whole periods: one at least. Two weeks of 350
binômes take 15 ms."""
LIEUX_JOURS: Final = 6 * 366
"""Sites times days of what lasts, in one step: one site at least."""


class ReadDirectly(Exception):
    """A figure asked the database itself, where it was to be made of what had been read."""


class _Nobody:
    """Stands for a transaction where there is none: a figure that asks it is told so at once."""

    def __getattr__(self, name: str) -> Any:
        raise ReadDirectly(name)


@dataclass(frozen=True, eq=False)
class _Sondee(Recolte):
    """Nothing is there: it only remembers what was asked of it."""

    asked: dict[Any, None] = field(default_factory=dict)

    def of(self, constat: Constat[L]) -> Mapping[Cle, Sequence[L]]:
        self.asked[constat] = None
        return {}

    def followed(self, durable: Durable[L]) -> Mapping[int, Sequence[L]]:
        self.asked[durable] = None
        return {}


@dataclass(frozen=True, eq=False)
class _Lue(Recolte):
    """All of it was read: whatever else is asked of it is a fault, not a late reading."""

    lines: dict[Any, dict[Any, Sequence[Any]]] = field(default_factory=dict)

    def of(self, constat: Constat[L]) -> Mapping[Cle, Sequence[L]]:
        return self.lines[constat]

    def followed(self, durable: Durable[L]) -> Mapping[int, Sequence[L]]:
        return self.lines[durable]


def in_parts(
    tx: Tx,
    programme: Programme,
    lieux: Sequence[Lieu],
    jours: Sequence[date],
    figures: Callable[[Releve], object],
    keep: KeptLines = MappingProxyType({}),
) -> tuple[Releve, Iterator[ReadPart]]:
    """The reading that `figures` needs, good once each of the steps was done in its own unit.

    lieux, jours: as `releve` takes them. What figures asks is found by asking it of nothing, as
    the steps begin: away from the database. keep: what of it is left out.
    """
    first = releve(tx, programme, lieux, jours)
    made = (cast(Tx, _Nobody()), programme, first.lieux, first.recolte.instants)
    sonde, lue = _Sondee(*made), _Lue(*made)

    def steps() -> Iterator[ReadPart]:
        figures(Releve(sonde, first.lieux, first.rangs))
        for one in sonde.asked:
            yield from _steps(lue, one, keep)

    return Releve(lue, first.lieux, first.rangs), steps()


def in_places(
    whole: Releve, one: Indicateur[Any], places: Iterable[tuple[Lieu, ...]]
) -> tuple[Indicateur[Any], Sequence[ReadPart]] | None:
    """`one` and the steps that make its value on each of `places`, when it asks the database
    itself; None when a reading in parts is enough.

    whole: a reading in parts, read or not.
    """
    recolte = whole.recolte
    sonde = _Sondee(recolte.tx, recolte.programme, recolte.lieux, recolte.instants)
    try:
        one(Releve(sonde, whole.lieux, whole.rangs))
    except ReadDirectly:
        values: dict[tuple[Lieu, ...], Any] = {}
        steps = [_value(whole, one, here, values) for here in places]
        return replace(one, compute=lambda releve: values[releve.lieux]), steps
    return None


def _value(
    whole: Releve, one: Indicateur[Any], here: tuple[Lieu, ...], values: dict[Any, Any]
) -> ReadPart:
    def step(tx: Tx) -> None:
        recolte = whole.recolte
        read = Recolte(tx, recolte.programme, recolte.lieux, recolte.instants)
        values[here] = one(Releve(read, here, whole.rangs))

    return step


def _steps(lue: _Lue, kind: Constat[Any] | Durable[Any], keep: KeptLines) -> Iterator[ReadPart]:
    lue.lines[kind] = {}
    days = (lue.instants[-1] - lue.instants[0]).days or 1
    if isinstance(kind, Durable):
        may, several = keep.get(kind, _everything), max(1, LIEUX_JOURS // days)
        for rank in range(0, len(lue.lieux), several):
            yield _durables(lue, kind, lue.lieux[rank : rank + several], may)
        return
    several = max(1, JOURS * lue.periodes // days)
    for rank in range(0, lue.periodes, several):
        yield _lines(lue, kind, rank, several)


def _lines(lue: _Lue, constat: Constat[Any], first: int, several: int) -> ReadPart:
    """Some periods of it: what lies across the bounds of the part is shared as everywhere."""
    instants = lue.instants[first : first + several + 1]

    def step(tx: Tx) -> None:
        part = Recolte(tx, lue.programme, lue.lieux, instants)
        for (rang, site), found in constat.read(part).items():
            lue.lines[constat][first + rang, site] = found

    return step


def _durables(
    lue: _Lue, durable: Durable[Any], lieux: tuple[Lieu, ...], may: Callable[[Any], bool]
) -> ReadPart:
    def step(tx: Tx) -> None:
        part = Recolte(tx, lue.programme, lieux, lue.instants)
        for site, found in durable.read(part).items():
            lue.lines[durable][site] = [one for one in found if may(one)]

    return step


def _everything(_line: Any) -> bool:
    return True
