"""The only source of « now »: injected everywhere, moved by hand on the practice ground."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


class Clock(Protocol):
    """What tells the time; every answer is aware and in UTC."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class MovableClock:
    """A clock that a test or the practice ground sets; it runs on unless it was made frozen."""

    def __init__(self, start: datetime | None = None, *, frozen: bool = False) -> None:
        self._frozen = frozen
        self._base = datetime.now(UTC)
        self._moment = (start or self._base).astimezone(UTC)

    def now(self) -> datetime:
        elapsed = timedelta(0) if self._frozen else datetime.now(UTC) - self._base
        return self._moment + elapsed

    def set(self, moment: datetime) -> None:
        """Show `moment` (aware) from now on."""
        self._base = datetime.now(UTC)
        self._moment = moment.astimezone(UTC)

    def advance(self, delta: timedelta) -> None:
        self.set(self.now() + delta)


def paris(moment: datetime) -> datetime:
    """`moment` (aware) as a wall clock in France shows it."""
    return moment.astimezone(PARIS)
