"""A long reading made in short units of work: whoever else needs the database waits for none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, TypeVar

from storage.figures import Lieu
from storage.indicateurs.releve import Cle, Constat, Durable, Recolte, Releve, releve
from storage.machine.db import Tx
from storage.programme import Programme

L = TypeVar("L")
ReadPart = Callable[[Tx], None]
PERIODES: Final = 4
"""Periods of one kind of line that one step reads."""
LIEUX: Final = 6
"""Sites of which one step reads everything that lasts."""


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
) -> tuple[Releve, Sequence[ReadPart]]:
    """The reading that `figures` needs, good once each of the steps was done in its own unit.

    lieux, jours: as `releve` takes them. What figures asks is found by asking it of nothing.
    """
    first = releve(tx, programme, lieux, jours)
    made = (tx, programme, first.lieux, first.recolte.instants)
    sonde, lue = _Sondee(*made), _Lue(*made)
    figures(Releve(sonde, first.lieux, first.rangs))
    steps = [step for one in sonde.asked for step in _steps(lue, one)]
    return Releve(lue, first.lieux, first.rangs), steps


def _steps(lue: _Lue, kind: Constat[Any] | Durable[Any]) -> Iterator[ReadPart]:
    lue.lines[kind] = {}
    if isinstance(kind, Durable):
        for rank in range(0, len(lue.lieux), LIEUX):
            yield _durables(lue, kind, lue.lieux[rank : rank + LIEUX])
        return
    for rank in range(0, lue.periodes, PERIODES):
        yield _lines(lue, kind, rank)


def _lines(lue: _Lue, constat: Constat[Any], first: int) -> ReadPart:
    """Some periods of it: what lies across the bounds of the part is shared as everywhere."""
    instants = lue.instants[first : first + PERIODES + 1]

    def step(tx: Tx) -> None:
        part = Recolte(tx, lue.programme, lue.lieux, instants)
        for (rang, site), found in constat.read(part).items():
            lue.lines[constat][first + rang, site] = found

    return step


def _durables(lue: _Lue, durable: Durable[Any], lieux: tuple[Lieu, ...]) -> ReadPart:
    def step(tx: Tx) -> None:
        part = Recolte(tx, lue.programme, lieux, lue.instants)
        lue.lines[durable].update(durable.read(part))

    return step
