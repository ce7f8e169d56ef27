"""Days as the coordination's flows ask them: a few on buttons, any other one typed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from bot.clock import PARIS, paris
from bot.engine.conditions import Facts
from bot.engine.script import Option, Reader, Reading
from bot.rendering import render_line
from bot.words import date_longue, jour

UNREAD: Final = "Je n'ai pas compris la date. Écrivez par exemple « 17/11 » ou « 17/11/2026 »."
TO_COME: Final = "Cette date n'est pas encore passée."
TOO_EARLY: Final = "Cette date vient trop tôt : pas avant le {{ jour }}."
_TYPED: Final = re.compile(r"(\d{1,2})[/. -](\d{1,2})(?:[/. -](\d{4}|\d{2}))?")
_ISO: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def parse_jour(text: str, today: date) -> date | None:
    """« 17/11 » (the nearest one), « 17/11/2026 » or « 2026-11-17 »; None for anything else."""
    if iso := _ISO.fullmatch(text.strip()):
        return _date(int(iso[1]), int(iso[2]), int(iso[3]))
    match = _TYPED.fullmatch(text.strip())
    if match is None:
        return None
    day, month, year = int(match[1]), int(match[2]), match[3]
    years = [int(year) % 2000 + 2000] if year else [today.year - 1, today.year, today.year + 1]
    candidates = [candidate for candidate in (_date(y, month, day) for y in years) if candidate]
    return min(candidates, key=lambda candidate: abs(candidate - today), default=None)


def reader(*, after: str = "", past: bool = False) -> Reader:
    """What reads a typed day: not before the fact named `after`, not to come when `past`."""

    def read(text: str, facts: Facts) -> Reading:
        today = paris(facts["now"]).date()
        day = parse_jour(text, today)
        if day is None:
            return Reading(remark=UNREAD)
        if past and day > today:
            return Reading(remark=TO_COME)
        if after and day < facts[after]:
            return Reading(remark=render_line(TOO_EARLY, jour=date_longue(facts[after])))
        return Reading(day.isoformat())

    return read


def day_options(days: Iterable[date]) -> tuple[Option, ...]:
    """One button a day, in the order given."""
    return tuple(Option(day.isoformat(), jour(day).capitalize()) for day in dict.fromkeys(days))


def last_days(today: date) -> tuple[Option, ...]:
    """Today and the three days before."""
    return day_options(today - timedelta(days=back) for back in range(4))


def midday(day: str, now: datetime) -> datetime:
    """Noon in Paris on « 2026-11-17 », or now when that is still to come."""
    noon = datetime.combine(date.fromisoformat(day), time(12), PARIS)
    return min(noon, now).astimezone(UTC)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
