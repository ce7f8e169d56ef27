"""Hours of a slot, from one to the other: as people type them, and as a button carries them."""

from __future__ import annotations

import re
from datetime import time, timedelta
from typing import Final

LONGEST: Final = timedelta(hours=12)
"""Beyond it, the two hours were surely written in the wrong order."""

_HOUR: Final = r"(\d{1,2})\s*(?:h|:|heures?)?\s*(\d{2})?"
_TYPED: Final = re.compile(rf"(?:de\s+)?{_HOUR}\s*(?:-|–|—|à|a)\s*{_HOUR}", re.IGNORECASE)

Horaires = tuple[time, time]


def parse_plage(text: str) -> Horaires | None:
    """« 14h-17h », « de 14 h à 17 h 30 », « 20-24 »; None when it names no two hours.

    An end not after its start falls on the next day.
    """
    match = _TYPED.fullmatch(text.strip())
    if match is None:
        return None
    start, end = _time(match[1], match[2]), _time(match[3], match[4])
    return (start, end) if start is not None and end is not None else None


def length(de: time, a: time) -> timedelta:
    """How long a slot lasts on the clock; zero when both hours are the same."""
    minutes = (a.hour - de.hour) * 60 + a.minute - de.minute
    return timedelta(minutes=minutes % (24 * 60))


def is_plausible(de: time, a: time) -> bool:
    return timedelta(0) < length(de, a) <= LONGEST


def to_slug(de: time, a: time) -> str:
    """« 1400-1730 »."""
    return f"{de:%H%M}-{a:%H%M}"


def from_slug(slug: str) -> Horaires:
    """What `to_slug` wrote. Raises ValueError on anything else."""
    de, _, a = slug.partition("-")
    return _of_slug(de), _of_slug(a)


def _of_slug(text: str) -> time:
    return time(int(text[:2]), int(text[2:]))


def _time(hours: str, minutes: str | None) -> time | None:
    """24 h is midnight, as people say it of an end."""
    hour, minute = int(hours) % 24 if hours == "24" else int(hours), int(minutes or 0)
    return time(hour, minute) if hour <= 23 and minute <= 59 else None
