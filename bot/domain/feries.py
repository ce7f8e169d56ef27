"""Bank holidays of France (Code du travail, L3133-1): eight fixed, three that follow Easter."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

FIXES: Final = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
"""(month, day)."""
APRES_PAQUES: Final = (1, 39, 50)
"""Days from Easter Sunday: its Monday, Ascension, the Monday of Pentecost."""


def feries(first: int, last: int) -> frozenset[date]:
    """Those of every year from `first` to `last`, both included."""
    years = range(first, last + 1)
    fixed = {date(year, month, day) for year in years for month, day in FIXES}
    moving = {paques(year) + timedelta(days) for year in years for days in APRES_PAQUES}
    return frozenset(fixed | moving)


def paques(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (the « anonymous » algorithm, Meeus and Butcher)."""
    golden, century, rest = year % 19, year // 100, year % 100
    leap = century - century // 4 - (8 * century + 13) // 25
    epact = (leap + 19 * golden + 15) % 30
    epact -= (golden + 11 * epact) // 319
    weekday = (2 * (century % 4) + 2 * (rest // 4) - rest % 4 - epact + 32) % 7
    month, day = divmod(epact + weekday + 114 - (golden + 11 * epact) // 451 * 7, 31)
    return date(year, month, day + 1)
