"""The calendar of a dispositif: tranches, school holidays of its zone, bank holidays."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from bot.domain.periodes import Calendrier, Plage, Vacances
from bot.domain.semaine import JOURS
from storage.dispositif.entries import Convention, Periodes, Repere, Tranche

# The packaged school calendar ends here, and says « no holiday » without warning afterwards.
VACANCES_CONNUES: Final = date(2028, 8, 31)


@lru_cache(maxsize=8)
def build(convention: Convention, periodes: Periodes, fuseau: str) -> Calendrier:
    """The calendar over the whole convention, renewals included."""
    start, end = convention.debut, convention.fin_max or convention.fin
    extra = tuple(Vacances(p.du, p.reprise) for p in periodes.vacances.periodes)
    packaged = _school_holidays(periodes.vacances.zone, start, min(end, VACANCES_CONNUES))
    return Calendrier(
        tranches=tuple(_plage(t) for t in periodes.tranches if t.actif),
        priorite=periodes.priorite,
        hors_tranche=periodes.hors_tranche,
        reperes=tuple(_plage(r) for r in periodes.reperes if r.actif and r.jours),
        vacances=(*packaged, *extra),
        feries=_bank_holidays(start.year, end.year),
        fuseau=fuseau,
        vacances_connues=max((VACANCES_CONNUES, *(v.reprise for v in extra))),
    )


def _plage(line: Tranche | Repere) -> Plage:
    return Plage(line.slug, frozenset(JOURS.index(j) for j in line.jours), line.de, line.a)


def _school_holidays(zone: str, start: date, end: date) -> tuple[Vacances, ...]:
    from vacances_scolaires_france import SchoolHolidayDates

    holidays = SchoolHolidayDates()
    days = (start + timedelta(days=n) for n in range((end - start).days + 1))
    return tuple(_ranges(day for day in days if holidays.is_holiday_for_zone(day, zone)))


def _ranges(days: Iterable[date]) -> list[Vacances]:
    """Consecutive days gathered, each range closed by its first day of class."""
    ranges: list[Vacances] = []
    for day in days:
        after = day + timedelta(days=1)
        if ranges and ranges[-1].reprise == day:
            ranges[-1] = Vacances(ranges[-1].du, after)
        else:
            ranges.append(Vacances(day, after))
    return ranges


def _bank_holidays(first: int, last: int) -> frozenset[date]:
    from holidays import country_holidays

    return frozenset(country_holidays("FR", years=range(first, last + 1)))
