"""Declared time: the clock goes from one due instant to the next, and all that leaves is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import func, select

from bot.clock import PARIS
from handlers.reponse_service.clock import answer_silence
from storage.machine import settling
from storage.machine.claims import Claimed, claim
from storage.machine.outbox import RETRY, TODO, Lane
from storage.models import Outbox, Signalement
from storage.trackings import TRACKINGS
from tests.bot.casework.terrain import Terrain

Parti = tuple[str, Claimed]
"""The day and the hour in Paris, and what left."""


def at(terrain: Terrain, paris: str) -> None:
    """The clock shows that hour in Paris."""
    terrain.clock.set(datetime.fromisoformat(paris).replace(tzinfo=PARIS))


def lived(terrain: Terrain, until: str, *, down: bool = False) -> list[Parti]:
    """Everything that leaves until then, to anybody; `down`: nothing did before that hour."""
    end = datetime.fromisoformat(until).replace(tzinfo=PARIS)
    if down:
        terrain.clock.set(end)
    left = list(_leaving(terrain))
    while (soon := _next(terrain)) and soon <= end and not down:
        terrain.clock.set(soon)
        left += _leaving(terrain)
    terrain.clock.set(end)
    return left


def _leaving(terrain: Terrain) -> Iterator[Parti]:
    more = True
    while more:
        with terrain.work() as work:
            more = answer_silence(work) is not None
    now = terrain.clock.now()
    rooms = [(lane, 50) for lane in Lane]
    for channel in ("email", "telegram"):
        with terrain.tx() as tx:
            while rows := claim(tx, now, channel, rooms, TRACKINGS):
                settling.sent(tx, now, [(row, 900 + row.id) for row in rows], TRACKINGS)
                for row in rows:
                    yield f"{now.astimezone(PARIS):%a %d %H:%M:%S}", row


def _next(terrain: Terrain) -> datetime | None:
    """The next instant at which something is due, to the minute for what the clock does."""
    with terrain.tx() as tx:
        waiting = select(func.min(Outbox.pas_avant)).where(Outbox.etat.in_((TODO, RETRY)))
        due = tx.scalar(waiting)
        silent = tx.scalar(select(func.min(Signalement.relance_le)))
    if silent:
        silent += timedelta(seconds=-silent.timestamp() % 60)
    return min((one for one in (due, silent) if one), default=None)
