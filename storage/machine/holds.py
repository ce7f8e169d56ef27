"""How long each unit of work held a database thread; a long one is an alert of the operator."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from bot.log import logger

log = logger(__name__)

ALERT_SECONDS: Final = 0.1
"""Everybody waits meanwhile: a tap would feel it."""


@dataclass(frozen=True, slots=True)
class Hold:
    """One unit of work, from its first instant to its commit: seconds of clock and of CPU."""

    name: str
    seconds: float
    cpu: float


NONE: Final = Hold("", 0.0, 0.0)


class Holds:
    """Notes each hold, and keeps the longest; a long one is told once somebody is served."""

    def __init__(self, *, keeps_waiting: bool = True) -> None:
        self.longest = NONE
        self.serving = False
        self.traced = False
        """Whether each is told, for whoever looks for what is slow."""
        self.keeps_waiting = keeps_waiting
        """Whether others wait meanwhile: what is read beside them is long, and no matter."""

    @contextmanager
    def noting(self, name: Callable[[], str]) -> Iterator[None]:
        """Measure the block, however it ends; it may not be known before what it will do."""
        clock, cpu = time.perf_counter(), time.thread_time()
        try:
            yield
        finally:
            self._note(Hold(name(), time.perf_counter() - clock, time.thread_time() - cpu))

    def _note(self, hold: Hold) -> None:
        told = self.serving and self.keeps_waiting
        if told and hold.seconds > self.longest.seconds:
            self.longest = hold
        quiet = log.info if self.traced else log.debug
        write = log.error if told and hold.seconds > ALERT_SECONDS else quiet
        write("database held", unit=hold.name, ms=_ms(hold.seconds), cpu_ms=_ms(hold.cpu))


def work_name(work: Callable[..., Any]) -> str:
    """What a unit of work is called when nobody says better."""
    inner = work.func if isinstance(work, partial) else work
    return getattr(inner, "__qualname__", type(inner).__name__)


def _ms(seconds: float) -> int:
    return round(seconds * 1000)
