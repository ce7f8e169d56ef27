"""Hours as people type them, and as a button carries them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from bot.clock import PARIS, paris

STAMP: Final = "%Y%m%dT%H%M"
HALF_A_DAY: Final = timedelta(hours=12)

_CLOCK: Final = re.compile(r"^(?:à\s*)?(\d{1,2})\s*(?:h|:|heures?)\s*(\d{2})?$", re.IGNORECASE)
_AGO: Final = re.compile(r"^il y a\s+(\d{1,3})\s*(min|minutes?|h|heures?)$", re.IGNORECASE)


def to_stamp(moment: datetime) -> str:
    """`moment` (aware) to the minute, in UTC: « 20261117T1604 »."""
    return moment.astimezone(UTC).strftime(STAMP)


def from_stamp(stamp: str) -> datetime:
    """The instant, in UTC, that `to_stamp` wrote. Raises ValueError on anything else."""
    return datetime.strptime(stamp, STAMP).replace(tzinfo=UTC)


def parse_heure(text: str, now: datetime) -> datetime | None:
    """The latest instant, not after `now`, named by « 21h », « 21:30 » or « il y a 10 min ».

    A clock time is read on a clock in Paris; one still to come today is yesterday's. None when
    the text names no hour.
    """
    ago = _AGO.match(text.strip())
    if ago:
        size = "minutes" if ago[2].lower().startswith("m") else "hours"
        return now.astimezone(UTC) - timedelta(**{size: int(ago[1])})
    clock = _CLOCK.match(text.strip())
    if clock is None or int(clock[1]) > 23 or int(clock[2] or 0) > 59:
        return None
    hour, minute, today = int(clock[1]), int(clock[2] or 0), paris(now).date()
    for day in (today, today - timedelta(days=1)):
        moment = at_clock(day, hour, minute, now)
        if moment:
            return moment
    return None


def near_heure(text: str, noted: datetime, now: datetime) -> datetime | None:
    """The instant nearest to `noted`, not after `now`, named by a clock time in Paris.

    « il y a 10 min » counts from `now`. None when the text names no hour.
    """
    ago = _AGO.match(text.strip())
    return parse_heure(text, now if ago else min(now, noted + HALF_A_DAY))


def at_clock(day: date, hour: int, minute: int, now: datetime) -> datetime | None:
    """The latest instant, not after `now`, at which a clock in Paris showed that hour that day.

    It showed it twice on the night of October; in March, an hour that no clock shows is the one
    that a watch not yet put forward shows. UTC; None when it is still to come.
    """
    local = datetime.combine(day, time(hour, minute), PARIS)
    moments = (local.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    return max((moment for moment in moments if moment <= now), default=None)
