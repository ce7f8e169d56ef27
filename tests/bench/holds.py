"""How long each unit of work held a database thread, as the program itself notes it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from storage.machine.holds import Hold, Holds


@dataclass(slots=True)
class Watch:
    """Every hold that was seen; `during`, what was then under way, begins its name."""

    holds: list[Hold] = field(default_factory=list)
    during: str = ""

    def note(self, hold: Hold) -> None:
        self.holds.append(replace(hold, name=f"{self.during} · {hold.name}".strip(" ·")))


@contextmanager
def watching() -> Iterator[Watch]:
    """Meanwhile, every unit of work of every database of this process is seen."""
    watch, plain = Watch(), Holds._note

    def noted(holds: Holds, hold: Hold) -> None:
        plain(holds, hold)
        if holds.keeps_waiting:
            watch.note(hold)

    Holds._note = noted  # type: ignore[method-assign,assignment]
    try:
        yield watch
    finally:
        Holds._note = plain  # type: ignore[method-assign]
