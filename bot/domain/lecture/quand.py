"""When something happened, once it was read: the instant, or what of it must be asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import product
from typing import Final

from bot.clock import paris
from bot.domain.lecture.heures import at_clock

WEEK: Final = timedelta(days=7)
"""How far back an entry may be said to be, as it may be corrected (MED-10)."""
HALF_DIAL: Final = 12 * 60
HALF_A_DAY: Final = timedelta(hours=12)


class Partie(StrEnum):
    """A part of the day: its first hour in Paris, and the one that ends it."""

    MATIN = "matin"
    MIDI = "midi"
    APRES_MIDI = "apres-midi"
    SOIR = "soir"
    NUIT = "nuit"

    @property
    def bounds(self) -> tuple[int, int]:
        return _HOURS[self]


_HOURS: Final = {
    Partie.MATIN: (6, 12), Partie.MIDI: (12, 14), Partie.APRES_MIDI: (13, 18),
    Partie.SOIR: (18, 24), Partie.NUIT: (21, 24),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class JourDit:
    """A day said: so many days `back`, the last such `weekday` (0 is Monday), or a date.

    A date may be without its year (None), or its month (0). `several` when two different days
    were said; `dernier`: that weekday, before today.
    """

    back: int | None = None
    weekday: int | None = None
    date: tuple[int, int, int | None] | None = None
    several: bool = False
    dernier: bool = False


@dataclass(frozen=True, slots=True)
class Quand:
    """What is said of when: minutes since midnight in Paris (`cadran`: of either half of the day,
    « sept heures »), a day, a part of the day, so many
    minutes ago, or from one hour to the other; `mots` are the words that say it.
    """

    minutes: int | None = None
    cadran: bool = False
    jour: JourDit | None = None
    partie: Partie | None = None
    ago: int | None = None
    span: tuple[int, ...] = ()
    mots: str = ""


@dataclass(frozen=True, slots=True)
class InstantDit:
    """The instant that was said (UTC), or what is still to be asked.

    days: those that it may be, when that must be asked. day: the one it is, when only its hour
    must be; partie: then the part of it; hours: those said, in minutes since midnight.
    """

    le: datetime | None = None
    days: tuple[date, ...] = ()
    day: date | None = None
    partie: Partie | None = None
    hours: tuple[int, ...] = ()
    to_come: bool = False
    too_old: bool = False


def resolve(quand: Quand, now: datetime) -> InstantDit:
    """When `quand` is, seen from `now` (aware)."""
    if quand.ago is not None:
        return InstantDit(le=now - timedelta(minutes=quand.ago))
    today = paris(now).date()
    if quand.jour is None:
        return _today(quand, now)
    days = _days(quand.jour, today)
    if quand.minutes is not None:
        clock = divmod(on_its_side(quand.minutes, quand.partie), 60)
        instants = {day: le for day in days if (le := at_clock(day, *clock, now))}
        days = tuple(instants)
        if len(days) == 1:
            too_old = today - days[0] > WEEK
            return InstantDit(too_old=True) if too_old else InstantDit(le=instants[days[0]])
    return _on_days(quand, days, today)


def _on_days(quand: Quand, days: Sequence[date], today: date) -> InstantDit:
    """One day whose hour must be asked, or several that must be; those past, for a week."""
    past = [day for day in days if day <= today]
    near = tuple(day for day in past if today - day <= WEEK)
    if not near:
        return InstantDit(to_come=not past, too_old=bool(past))
    if len(near) > 1:
        return InstantDit(days=near)
    return InstantDit(day=near[0], partie=quand.partie, hours=quand.span)


def _today(quand: Quand, now: datetime) -> InstantDit:
    """An hour without a day is the last one; a part of today that is over is asked its hour."""
    today = paris(now).date()
    if quand.minutes is not None:
        minutes = on_its_side(quand.minutes, quand.partie)
        later = [minutes + HALF_DIAL] if quand.cadran and quand.partie is None else []
        for day, said in product((today, today - timedelta(days=1)), (*later, minutes)):
            instant = at_clock(day, *divmod(said, 60), now)
            if instant and now - instant <= HALF_A_DAY:
                return InstantDit(le=instant)
        return InstantDit(to_come=True)
    if quand.span:
        return InstantDit(day=today, hours=quand.span)
    if quand.partie and quand.partie.bounds[1] <= paris(now).hour:
        return InstantDit(day=today, partie=quand.partie)
    return InstantDit()


def on_its_side(minutes: int, partie: Partie | None) -> int:
    """« 8h du soir » is twenty o'clock."""
    late = partie in (Partie.SOIR, Partie.APRES_MIDI, Partie.NUIT)
    return (
        minutes + 720 if late and 60 <= minutes < 720 - 60 * (partie is Partie.NUIT) else minutes
    )


def _days(jour: JourDit, today: date) -> tuple[date, ...]:
    """Those that `jour` may be, the last one first."""
    if jour.several:
        return tuple(today - timedelta(days=back) for back in range(8))
    if jour.back is not None:
        return (today - timedelta(days=jour.back),)
    if jour.weekday is not None:
        back = (today.weekday() - jour.weekday) % 7
        if jour.dernier:
            return (today - (timedelta(days=back) or WEEK),)
        last = today - timedelta(days=back)
        return (last,) if back else (last, last - WEEK)
    day, month, year = jour.date or (0, 0, None)
    return _dated(day, month, year, today)


def one_day(jour: JourDit, today: date) -> date | None:
    """The day that `jour` is, to come or past; None when it may be two."""
    days = _days(jour, today)
    return days[0] if len(days) == 1 else None


def _dated(day: int, month: int, year: int | None, today: date) -> tuple[date, ...]:
    """A date without its year is the nearest one; without its month (0), the last one."""
    if not month:
        days = (today - timedelta(days=back) for back in range(62))
        return tuple(one for one in days if one.day == day)[:1]
    years = [year] if year else [today.year - 1, today.year, today.year + 1]
    dates = [found for one in years if (found := _date(one, month, day))]
    return tuple(sorted(dates, key=lambda found: abs(found - today))[:1])


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
