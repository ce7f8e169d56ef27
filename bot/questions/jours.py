"""Days as the coordination's flows ask them: a few on buttons, any other one typed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from bot.clock import PARIS, paris
from bot.domain.interventions import SUNDAY, not_sunday
from bot.domain.lecture.jours import lire_quand
from bot.domain.lecture.quand import one_day
from bot.engine.conditions import Facts
from bot.engine.script import Option, Reader, Reading
from bot.rendering import render_line
from bot.words import date_longue, jour

UNREAD: Final = "Je n'ai pas compris la date. Écrivez par exemple « 17/11 » ou « 17/11/2026 »."
TO_COME: Final = "Cette date n'est pas encore passée."
_ISO: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_JOINED: Final = re.compile(r"(?<=\d)[ .-](?=\d)")
ON_MONDAY: Final = "lundi"
SUNDAY_SAID: Final = (
    "Le {{ jour }} est un dimanche{% if lundi %} : plutôt le lundi ?{% else %}.{% endif %}"
)
TOO_EARLY: Final = "Cette date vient trop tôt : pas avant le {{ jour }}."
TOO_LATE: Final = "La convention prend fin le {{ jour }} : pas après."


def parse_jour(text: str, today: date, *, past: bool = False) -> date | None:
    """« 17/11 » (the nearest one), « 17/11/2026 », « 2026-11-17 », « 12 janvier », « hier ».

    « lundi » is the last one where only the past is asked. None for anything else, and for what
    may be two days.
    """
    typed = text.strip()
    quand = lire_quand(typed if _ISO.fullmatch(typed) else _JOINED.sub("/", typed))
    if quand is None or quand.jour is None or (quand.jour.weekday is not None and not past):
        return None
    return one_day(quand.jour, today)


def reader(
    *, after: str = "", until: str = "", past: bool = False, too_late: str = TOO_LATE
) -> Reader:
    """What reads a typed day: not before the fact named `after`, not to come when `past`.

    until: the fact that holds the last day, which it may not pass; `too_late` says why, by
    default that the convention ends then.
    """

    def read(text: str, facts: Facts) -> Reading:
        today = paris(facts["now"]).date()
        day = parse_jour(text, today, past=past)
        if day is None:
            return Reading(remark=UNREAD)
        if past and day > today:
            return Reading(remark=TO_COME)
        if after and day < facts[after]:
            return Reading(remark=render_line(TOO_EARLY, jour=date_longue(facts[after])))
        if until and day > facts[until]:
            return Reading(remark=render_line(too_late, jour=date_longue(facts[until])))
        return Reading(day.isoformat())

    return read


def sunday(day: date, yes: Option, *, today: date, last: date) -> Facts:
    """The facts of a screen that confirms a typed `day`: what is computed never falls on a Sunday.

    `dimanche`: said of a Sunday to come, « » otherwise. `accords`: `yes`; before it the Monday,
    unless that lies after `last`.
    """
    if day <= today or day.weekday() != SUNDAY:
        return {"dimanche": "", "accords": (yes,)}
    monday = not_sunday(day)
    later = (Option(ON_MONDAY, f"✅ Plutôt {jour(monday)}"),) if monday <= last else ()
    keep = Option(yes.slug, f"✅ Garder {jour(day)}")
    return {
        "dimanche": render_line(SUNDAY_SAID, jour=date_longue(day), lundi=later),
        "accords": (*later, keep),
    }


def agreed(day: date, accord: str | None) -> date:
    """The day that was confirmed: that one, or the Monday after it."""
    return not_sunday(day) if accord == ON_MONDAY else day


def said_last(day: date) -> str:
    """« 22 février 2027 », « dimanche 21 février 2027 »: a Sunday that was kept says so."""
    return f"dimanche {date_longue(day)}" if day.weekday() == SUNDAY else date_longue(day)


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
