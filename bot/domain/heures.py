"""Hours as people type them, and as a button carries them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Final

from bot.clock import PARIS, paris

STAMP: Final = "%Y%m%dT%H%M"

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
    local = paris(now).replace(
        hour=int(clock[1]), minute=int(clock[2] or 0), second=0, microsecond=0
    )
    # Rebuilt from the wall clock: the offset may differ from now's on the days clocks change.
    said = datetime(local.year, local.month, local.day, local.hour, local.minute, tzinfo=PARIS)
    if said > now:
        said = _day_before(said)
    return said.astimezone(UTC)


def _day_before(said: datetime) -> datetime:
    day = said.date() - timedelta(days=1)
    return datetime(day.year, day.month, day.day, said.hour, said.minute, tzinfo=PARIS)
