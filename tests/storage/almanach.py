"""The table of days off, as the libraries give it: `make calendrier` writes it anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from holidays import country_holidays
from vacances_scolaires_france import SchoolHolidayDates

from storage.dispositif.calendrier import DAY, FERIE, TABLE

FIRST: Final = date(2019, 9, 2)
"""A first day of class, well before any convention that this program serves."""
LAST_YEAR: Final = 2050
ZONES: Final = SchoolHolidayDates.SUPPORTED_ZONES

Range = tuple[date, date]


def lines() -> list[str]:
    """The whole table; zones that share their dates share a line."""
    letters: dict[Range, str] = defaultdict(str)
    for zone in ZONES:
        for one in ranges(school_days_off(zone)):
            letters[one] += zone
    rows = [(du, after, who) for (du, after), who in letters.items()]
    rows += [(day, day + DAY, FERIE) for day in bank_holidays()]
    return [f"{who},{du},{after}" for du, after, who in sorted(rows)]


def school_days_off(zone: str) -> list[date]:
    school = SchoolHolidayDates()
    days = (day for day in sorted(school.data) if day >= FIRST)
    return [day for day in days if school.is_holiday_for_zone(day, zone)]


def bank_holidays() -> list[date]:
    return sorted(country_holidays("FR", years=range(FIRST.year, LAST_YEAR + 1)))


def ranges(days: Iterable[date]) -> Iterator[Range]:
    """Consecutive days gathered, each range closed by the day after it."""
    held: Range | None = None
    for day in days:
        if held and held[1] < day:
            yield held
            held = None
        held = (held[0] if held else day, day + DAY)
    if held:
        yield held


if __name__ == "__main__":
    TABLE.write_text("".join(f"{line}\n" for line in lines()), encoding="ascii")
