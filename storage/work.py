"""A unit of work: what every deed is given, from a turn, a page, a command or the clock."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, TypeVar

from storage.machine.db import Tx
from storage.programme import Programme

T = TypeVar("T")
R = TypeVar("R")
AT_ONCE: Final = 10
"""Things that a deed of the clock does in one transaction, when each is told to somebody."""
STEP_SECONDS: Final = 0.008
"""Of CPU: one that took so long leaves the others to the next transaction."""


@dataclass(slots=True)
class Work:
    """Committed or undone as one."""

    tx: Tx
    """The open transaction: who began it commits it."""
    programme: Programme
    """The dispositif that all of it is for. A deed that changes it puts the new one here."""
    now: datetime
    """Its one instant (UTC): when the message was sent, or what the injected clock says."""
    lieux_dits: frozenset[str] = field(default=frozenset(), kw_only=True)
    """Words that whoever typed them said to be a place, and nobody (`storage.textes`)."""


@dataclass(frozen=True, slots=True)
class More:
    """Something is left: `then` goes on at once, in a transaction of its own, after who waits."""

    then: ClockJob
    aside: Callable[[Tx], object] | None = None
    """What `then` needs, and only reads: done before it, and nobody waits for it."""

    def ready(self, tx: Tx) -> ClockJob:
        """`then`, once it has what it needs, read in `tx`: for whoever keeps nobody waiting."""
        if self.aside:
            self.aside(tx)
        return self.then


ClockJob = Callable[[Work], Programme | More | None]
"""Asks the database what is due and does it: missed or doubled, a tick is harmless.

It does little at a time, for nobody's turn may wait long. It gives back a programme to be served
from now on, or what is left.
"""


def after_reading(
    work: Work, read: Callable[[Work], R], then: Callable[[Work, R], Programme | More | None]
) -> More:
    """`then`, of what `read` finds beside all turns: what is long to read keeps nobody waiting."""
    found: list[R] = []

    def aside(tx: Tx) -> None:
        found.append(read(Work(tx, work.programme, work.now)))

    return More(lambda later: then(later, found[-1]), aside)


def a_few(work: Work, things: Sequence[T], deed: Callable[[Work, T], None]) -> More | None:
    """`deed` for each of `things`: the first ones now, the others in transactions of their own."""
    ended = 0
    for thing in in_time(things):
        deed(work, thing)
        ended += 1
    rest = things[ended:]
    return More(lambda later: a_few(later, rest, deed)) if rest else None


def in_time(things: Sequence[T]) -> Iterator[T]:
    """The first ones of `things`: none begins when one transaction has done enough."""
    until = time.thread_time() + STEP_SECONDS
    for thing in things[:AT_ONCE]:
        yield thing
        if time.thread_time() > until:
            return
