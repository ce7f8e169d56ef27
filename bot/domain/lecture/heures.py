"""Instants as a button carries them, and what a clock in Paris showed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Final

from bot.clock import PARIS

STAMP: Final = "%Y%m%dT%H%M"


def to_stamp(moment: datetime) -> str:
    """`moment` (aware) to the minute, in UTC: « 20261117T1604 »."""
    return moment.astimezone(UTC).strftime(STAMP)


def from_stamp(stamp: str) -> datetime:
    """The instant, in UTC, that `to_stamp` wrote. Raises ValueError on anything else."""
    return datetime.strptime(stamp, STAMP).replace(tzinfo=UTC)


def at_clock(day: date, hour: int, minute: int, now: datetime) -> datetime | None:
    """The latest instant, not after `now`, at which a clock in Paris showed that hour that day.

    It showed it twice on the night of October; in March, an hour that no clock shows is the one
    that a watch not yet put forward shows. UTC; None when it is still to come.
    """
    local = datetime.combine(day, time(hour, minute), PARIS)
    moments = (local.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    return max((moment for moment in moments if moment <= now), default=None)
