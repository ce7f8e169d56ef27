"""How long each unit of work held a database thread, from its first instant to its commit."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from storage.machine.db import Database


@dataclass(frozen=True, slots=True)
class Hold:
    """One unit of work; milliseconds of its thread's processor, and of the clock."""

    name: str
    cpu_ms: float
    clock_ms: float


@dataclass(slots=True)
class Watch:
    """Every hold that was seen; `during`, what was then under way, begins its name."""

    holds: list[Hold] = field(default_factory=list)
    during: str = ""

    def note(self, name: str, cpu_ms: float, clock_ms: float) -> None:
        self.holds.append(Hold(f"{self.during} · {name}".strip(" ·"), cpu_ms, clock_ms))


@contextmanager
def watching() -> Iterator[Watch]:
    """Meanwhile, every unit of work of every database of this process is timed."""
    watch, plain = Watch(), Database._in_transaction

    def timed(database: Database, name: str, work: Any, args: tuple[Any, ...]) -> Any:
        clock, cpu = time.perf_counter(), time.thread_time()
        try:
            return plain(database, name, work, args)
        finally:
            spent = time.thread_time() - cpu, time.perf_counter() - clock
            watch.note(name, *(seconds * 1000 for seconds in spent))

    Database._in_transaction = timed  # type: ignore[method-assign,assignment]
    try:
        yield watch
    finally:
        Database._in_transaction = plain  # type: ignore[method-assign]
