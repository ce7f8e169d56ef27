"""Services that stayed silent, and what each still has: a few at a time, so that no tap waits."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Final

from bot.casework.signalement import guichet, hebdo, relances
from bot.clock import PARIS
from bot.domain.semaine import JOURS, Semaine
from storage import guichets, signalements
from storage.dispositif import actifs
from storage.indicateurs.releve import Lues
from storage.machine import passages
from storage.work import More, Work, after_reading

AT_ONCE: Final = 3
ASKED_AT_ONCE: Final = 10
WEEKLY: Final = "ce qui reste ouvert"


def answer_silence(work: Work) -> More | None:
    """Each minute; what a downtime left behind is said once, as it stands now."""
    due = signalements.silent(work.tx, work.programme.id, work.now, AT_ONCE)
    for signalement_id in due:
        relances.answer(work, signalement_id)
    return More(answer_silence) if len(due) == AT_ONCE else None


def ask_counters(work: Work) -> More | None:
    """Where the cases left at a service's counter stand: each every hour, a few at a time."""
    due = guichets.due(work.tx, work.programme.id, work.now, ASKED_AT_ONCE)
    for alerte in due:
        guichet.ask(work, alerte)
    return More(ask_counters) if len(due) == ASKED_AT_ONCE else None


def tell_what_is_open(work: Work, lues: Lues | None = None) -> More | None:
    """Once a week, a service at a time: late after a downtime, and the last week alone.

    lues: what all of them read, once for all.
    """
    semaine = _last_week(work)
    every = {
        f"{work.programme.id}:{service.slug}:{semaine.lundi}": service
        for service in actifs(work.programme.config.services)
    }
    told = passages.claimed(work.tx, WEEKLY, every)
    left = next((key for key in every if key not in told), None)
    if left is None:
        return None
    if lues is None:
        return after_reading(work, partial(hebdo.read, semaine), tell_what_is_open)
    if passages.claim(work.tx, WEEKLY, left, work.now):
        hebdo.tell(work, every[left], semaine, lues)
    return More(partial(tell_what_is_open, lues=lues))


def _last_week(work: Work) -> Semaine:
    """The last whole week whose hour of telling has come."""
    rules, last = work.programme.config.reglages, Semaine.of(work.now).shifted(-1)
    day = last.dimanche + timedelta(days=1 + JOURS.index(rules.services_jour))
    while day in work.programme.calendrier.feries:
        day += timedelta(days=1)
    due = datetime.combine(day, rules.services_heure, PARIS)
    return last if due <= work.now else last.shifted(-1)
