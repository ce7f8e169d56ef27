"""When a point mensuel falls due: frozen once, queued once for each recipient, late or not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import Final

from bot.clock import PARIS
from bot.domain.mois import Mois
from bot.domain.semaine import JOURS
from digests import anciens, envois
from digests.compose import Atelier
from digests.figes import frozen, keep
from storage import figures
from storage.dispositif import Comite
from storage.machine import passages
from storage.models import MENSUEL
from storage.programme import Programme
from storage.work import More, Work

MAILED: Final = "point mensuel"
TOO_LATE: Final = timedelta(days=14)
"""After that nobody waits for it any more: the next one is closer."""


def run_due_month(
    work: Work, most: int = envois.EVERY, atelier: Atelier | None = None
) -> More | None:
    """The job: freeze the last month of each reader whose hour has come, then queue its letters.

    A little at a time (`most`: comités a letter); doubled, missed or late, it never sends twice. A
    month that is two weeks late is not sent any more: its weeks were.
    """
    owed = due(work)
    if not owed:
        return None
    anciens.enter(work)
    digests, atelier = [], atelier or Atelier()
    for comite, mois in owed:
        digest = frozen(work.tx, work.programme, comite.slug, mois)
        if digest is None:
            if one := atelier.advance(work, comite, mois):
                made = one.made(work.tx, work.programme)
                keep(work, comite, mois, made, leaving(comite, mois))
            return More(partial(run_due_month, atelier=atelier))
        digests.append(digest)
    most = envois.queue_some(work, digests, most)
    if not most:
        for pair in owed:
            passages.claim(work.tx, MAILED, _key(work.programme, *pair), work.now)
    return More(partial(run_due_month, most=most or envois.EVERY))


def due(work: Work) -> Sequence[tuple[Comite, Mois]]:
    """Readers whose hour has passed for the last month, and that it was not mailed to.

    No month from before somebody joined the team, nor outside the convention.
    """
    opened = figures.opening(work.tx, work.programme.id)
    if opened is None:
        return []
    readers = work.programme.config.lecteurs(MENSUEL)
    months = [(one, _last_month(one, work.now)) for one in readers]
    owed = [
        (comite, mois)
        for comite, mois in months
        if work.now - leaving(comite, mois) < TOO_LATE and _counts(work.programme, mois, opened)
    ]
    known = passages.claimed(work.tx, MAILED, [_key(work.programme, *pair) for pair in owed])
    return [pair for pair in owed if _key(work.programme, *pair) not in known]


def leaving(comite: Comite, mois: Mois) -> datetime:
    """When that month leaves: the reader's day and hour in Paris, first time after its weeks."""
    after: date = mois.dimanche + timedelta(days=1 + JOURS.index(comite.jour))
    return datetime.combine(after, comite.heure_mensuel, PARIS)


def _last_month(comite: Comite, now: datetime) -> Mois:
    """The latest month whose point should have left by `now`."""
    last = Mois.of(now).shifted(-1)
    return last if leaving(comite, last) <= now else last.shifted(-1)


def _counts(programme: Programme, mois: Mois, opened: datetime) -> bool:
    convention = programme.config.convention
    running = convention.debut <= mois.dimanche and mois.lundi <= convention.fin
    return running and opened < mois.bornes()[1]


def _key(programme: Programme, comite: Comite, mois: Mois) -> str:
    return f"{programme.id}:{comite.slug}:{mois.label}"
