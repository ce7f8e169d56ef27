"""When a point hebdo falls due: frozen once, queued once for each recipient, late or not."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import func, select

from bot.clock import PARIS
from bot.domain.semaine import JOURS, Semaine
from digests import envois
from digests.compose import compose
from storage import figures
from storage.dispositif import Comite, actifs
from storage.machine import passages
from storage.machine.db import Tx, insert_once
from storage.models import Digest
from storage.programme import Programme
from storage.work import More, Work

MAILED = "point hebdo"
EVERY = sys.maxsize
GRACE = timedelta(hours=1)
"""A sending that much after its hour says that it is late."""


def run_due(work: Work, most: int = EVERY) -> More | None:
    """The job: freeze and queue what is due, a little at a time; `most`: comités of one letter.

    1. What was missed before the last week is frozen and kept, without being mailed.
    2. The last week is frozen, of each comité whose hour has come.
    3. Its letters are queued: one for each address, whatever the number of its comités.
    Doubled, missed or late, it never sends twice.
    """
    owed = due(work)
    if not owed:
        return None
    together = [(comite, semaine) for comite, semaine in owed if semaine == owed[0][1]]
    digests = []
    for comite, semaine in together:
        missed = next(_missed(work.tx, work.programme, comite, semaine), None)
        digest = frozen(work.tx, work.programme, comite.slug, semaine)
        if missed or digest is None:
            freeze(work, comite, missed or semaine)
            return More(run_due)
        digests.append(digest)
    most = envois.queue_some(work, digests, most)
    if not most:
        for pair in together:
            passages.claim(work.tx, MAILED, _key(work.programme, *pair), work.now)
    return More(partial(run_due, most=most or EVERY))


def rehearse(work: Work) -> None:
    """A week that nobody was told of, frozen to be undone; a letter compiles nothing more."""
    for comite in actifs(work.programme.config.comites)[:1]:
        freeze(work, comite, Semaine.of(work.now).shifted(1))


def due(work: Work) -> list[tuple[Comite, Semaine]]:
    """Comités whose hour has passed for the last complete week, and that it was not mailed to.

    No week from before somebody joined the team, nor outside the convention.
    """
    first = _first_week(work.tx, work.programme)
    comites = actifs(work.programme.config.comites)
    weeks = [(one, _last_week(one, work.now)) for one in comites]
    owed = [
        (comite, semaine)
        for comite, semaine in weeks
        if first and first <= semaine and _in_convention(work.programme, semaine)
    ]
    known = passages.claimed(work.tx, MAILED, [_key(work.programme, *pair) for pair in owed])
    return [pair for pair in owed if _key(work.programme, *pair) not in known]


def _key(programme: Programme, comite: Comite, semaine: Semaine) -> str:
    return f"{programme.id}:{comite.slug}:{semaine.lundi}"


def sending(comite: Comite, semaine: Semaine) -> datetime:
    """When the digest of `semaine` leaves: the comité's day and hour in Paris, the week after."""
    day = semaine.lundi + timedelta(days=7 + JOURS.index(comite.jour))
    return datetime.combine(day, comite.heure, PARIS).astimezone(UTC)


def frozen(tx: Tx, programme: Programme, comite: str, semaine: Semaine) -> Digest | None:
    query = select(Digest).where(
        Digest.dispositif_id == programme.id,
        Digest.comite == comite,
        Digest.lundi == semaine.lundi,
    )
    return tx.scalars(query).first()


def freeze(work: Work, comite: Comite, semaine: Semaine) -> Digest:
    """The one snapshot of that comité and week: the first call makes it, the others return it."""
    digest = frozen(work.tx, work.programme, comite.slug, semaine)
    if digest is not None:
        return digest
    hour = sending(comite, semaine)
    snapshot = compose(work.tx, work.programme, comite, semaine) | {
        "fige_le": work.now.isoformat(),
        "en_retard": hour.isoformat() if work.now - hour >= GRACE else None,
    }
    row: dict[str, Any] = {
        "dispositif_id": work.programme.id,
        "comite": comite.slug,
        "lundi": semaine.lundi,
        "fige_le": work.now,
        "instantane": snapshot,
    }
    insert_once(work.tx, Digest, [row])
    digest = frozen(work.tx, work.programme, comite.slug, semaine)
    if digest is None:
        raise LookupError(f"le point hebdo {semaine.label} de {comite.slug} n'a pas été gardé")
    return digest


def _last_week(comite: Comite, now: datetime) -> Semaine:
    """The latest week whose digest should have left by `now`."""
    last = Semaine.of(now).shifted(-1)
    return last if sending(comite, last) <= now else last.shifted(-1)


def _missed(tx: Tx, programme: Programme, comite: Comite, semaine: Semaine) -> Iterator[Semaine]:
    """Weeks before `semaine` that a downtime left without a digest, oldest first."""
    newest = select(func.max(Digest.lundi)).where(
        Digest.dispositif_id == programme.id, Digest.comite == comite.slug
    )
    lundi = tx.execute(newest).scalar_one()
    week = Semaine(lundi).shifted(1) if lundi else _first_week(tx, programme)
    while week and week < semaine:
        if _in_convention(programme, week):
            yield week
        week = week.shifted(1)


def _first_week(tx: Tx, programme: Programme) -> Semaine | None:
    opened = figures.opening(tx, programme.id)
    return Semaine.of(opened) if opened else None


def _in_convention(programme: Programme, semaine: Semaine) -> bool:
    convention = programme.config.convention
    return convention.debut <= semaine.dimanche and semaine.lundi <= convention.fin
