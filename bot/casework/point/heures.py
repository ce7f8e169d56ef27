"""The hours of a point hebdo, in Paris: its draft, its frozen figures, its leaving (§4.2)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from bot.clock import PARIS
from bot.domain.semaine import JOURS, Semaine
from storage.dispositif import Comite
from storage.programme import Programme

DAY: Final = timedelta(days=1)
MONDAY_AFTER: Final = 7


def sending(comite: Comite, semaine: Semaine) -> datetime:
    """When the digest of `semaine` leaves: the comité's day and hour in Paris, the week after."""
    day = semaine.lundi + timedelta(days=MONDAY_AFTER + JOURS.index(comite.jour))
    return _at(day, comite.heure)


def drafting(programme: Programme, semaine: Semaine) -> datetime:
    """When the coordination is shown its draft: Friday at noon, or the working day before."""
    rules, feries = programme.config.reglages, programme.calendrier.feries
    day = semaine.lundi + timedelta(days=JOURS.index(rules.relecture_jour))
    while day in feries and day > semaine.lundi:
        day -= DAY
    return _at(day, rules.relecture_heure)


def freezing(programme: Programme, semaine: Semaine) -> datetime:
    """When its figures stop moving: Monday at seven, and never after a letter should leave."""
    monday = _at(semaine.lundi + timedelta(days=MONDAY_AFTER), programme.config.reglages.gel_heure)
    return min([monday, *_sendings(programme, semaine)])


def last_sending(programme: Programme, semaine: Semaine) -> datetime:
    """When the last comité reads it; its freezing where the programme has no comité."""
    return max([freezing(programme, semaine), *_sendings(programme, semaine)])


def first_sending(programme: Programme, semaine: Semaine) -> datetime:
    """When the first comité reads it."""
    return min(_sendings(programme, semaine), default=freezing(programme, semaine))


def textes_of(programme: Programme, semaine: Semaine) -> tuple[datetime, datetime]:
    """Words reread in that time leave with that week: each leaves once, with one week."""
    return first_sending(programme, semaine.shifted(-1)), first_sending(programme, semaine)


def week_of_textes(programme: Programme, moment: datetime) -> Semaine:
    """The week with which words that are reread at that instant leave."""
    before = Semaine.of(moment).shifted(-1)
    while textes_of(programme, before)[1] <= moment:
        before = before.shifted(1)
    return before


def to_reread(programme: Programme, now: datetime) -> Semaine:
    """The week whose point hebdo leaves next: until its last letter left, the one before."""
    before = Semaine.of(now).shifted(-1)
    return before if now < last_sending(programme, before) else before.shifted(1)


def _sendings(programme: Programme, semaine: Semaine) -> Iterable[datetime]:
    return [sending(comite, semaine) for comite in programme.config.lecteurs("hebdo")]


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, PARIS).astimezone(UTC)
