"""The hours of a point, weekly or monthly, in Paris: drafted, frozen, gone (§4.2)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from bot.clock import PARIS
from bot.domain.mois import Mois, frequence
from bot.domain.semaine import JOURS, Semaine
from storage.dispositif import Comite
from storage.programme import Programme

DAY: Final = timedelta(days=1)
TOO_LATE: Final = timedelta(days=14)
"""After that nobody waits for a month any more, its weeks were read: the coordination is asked."""


def sending(comite: Comite, semaine: Semaine) -> datetime:
    """When its point leaves: the reader's day and hour in Paris, first time after it is over."""
    hour = comite.heure_mensuel if isinstance(semaine, Mois) else comite.heure
    return _at(semaine.dimanche + DAY * (1 + JOURS.index(comite.jour)), hour)


def is_given_up(comite: Comite, semaine: Semaine, now: datetime) -> bool:
    """Whether it is too late for that month to leave by itself; a week leaves until the next."""
    return isinstance(semaine, Mois) and now - sending(comite, semaine) >= TOO_LATE


def drafting(programme: Programme, semaine: Semaine) -> datetime:
    """When the coordination is shown its draft: the last Friday, at noon, or a day before."""
    rules, feries = programme.config.reglages, programme.calendrier.feries
    lundi = Semaine.around(semaine.dimanche).lundi
    day = lundi + DAY * JOURS.index(rules.relecture_jour)
    while day in feries and day > lundi:
        day -= DAY
    return _at(day, rules.relecture_heure)


def freezing(programme: Programme, semaine: Semaine) -> datetime:
    """When its figures stop moving: Monday at seven, and never after a letter should leave."""
    monday = _at(semaine.dimanche + DAY, programme.config.reglages.gel_heure)
    return min([monday, *_sendings(programme, semaine)])


def last_sending(programme: Programme, semaine: Semaine) -> datetime:
    """When the last comité reads it; its freezing where the programme has no comité."""
    return max([freezing(programme, semaine), *_sendings(programme, semaine)])


def first_sending(programme: Programme, semaine: Semaine) -> datetime:
    """When the first comité reads it."""
    return min(_sendings(programme, semaine), default=freezing(programme, semaine))


def giving_up(programme: Programme, semaine: Semaine) -> datetime:
    """When it leaves by itself no more: it is the coordination's to send, or not."""
    late = [TOO_LATE] if isinstance(semaine, Mois) else []
    following = first_sending(programme, semaine.shifted(1))
    return min([following, *(first_sending(programme, semaine) + one for one in late)])


def textes_of(programme: Programme, semaine: Semaine) -> tuple[datetime, datetime]:
    """Words reread in that time leave with it: each with one week, and with one month."""
    return first_sending(programme, semaine.shifted(-1)), first_sending(programme, semaine)


def period_of_textes(
    programme: Programme, moment: datetime, sorte: type[Semaine] = Semaine
) -> Semaine:
    """The week, or the month, with which words that are reread at that instant leave."""
    before = sorte.of(moment).shifted(-1)
    while textes_of(programme, before)[1] <= moment:
        before = before.shifted(1)
    return before


def to_reread(programme: Programme, now: datetime, sorte: type[Semaine] = Semaine) -> Semaine:
    """The week, or the month, that leaves next: until its last letter left, the one before."""
    before = sorte.of(now).shifted(-1)
    return before if now < last_sending(programme, before) else before.shifted(1)


def _sendings(programme: Programme, semaine: Semaine) -> Iterable[datetime]:
    return [sending(comite, semaine) for comite in programme.config.lecteurs(frequence(semaine))]


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, PARIS).astimezone(UTC)
