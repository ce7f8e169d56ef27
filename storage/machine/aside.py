"""What a unit of work needs and is long to read: it is undone, that is read beside, then done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from storage.machine.db import Database, Tx

Readings = list[Any]
"""What was read for one unit of work, in the order in which it was asked for."""


class ReadFirst(Exception):
    """Raised by a unit of work, which begins again once `readings` holds what `read` finds."""

    def __init__(self, name: str, read: Callable[[Tx], object], readings: Readings) -> None:
        super().__init__(name)
        self.name = name
        self.read = read
        self.readings = readings

    async def answer(self, database: Database, called: str = "") -> None:
        """Read it, beside everybody else's work: that unit may begin again."""
        self.readings.append(await database.read(self.read, called=called or self.name))
