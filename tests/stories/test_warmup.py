"""Once Telegram has answered, what the first of each screen would compile is made ready."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Engine, event, func, select
from sqlalchemy.engine.interfaces import CacheStats
from sqlalchemy.util import LRUCache

import bot.app
import bot.warmup
from bot.chat.rehearsal import NEVER_SENT
from bot.clock import MovableClock
from bot.jobs import Job
from digests.due import run_due
from storage.machine.db import Database, Tx
from storage.models import Audit, Base, Outbox, TacheFaite
from storage.programme import Programme
from tests.handlers.people import CAST, COORDINATION, MEDIATEUR, MEDIATRICE, open_team
from tests.stories.stage import EVENING, PATIENCE, Home, Stage, stage

COMPILED = 500
TRACES = {"inbox", "passage", "bail", "sceau", "ancre", "conservation"}
"""Tables in which a bot at rest writes: what came, and that its jobs were done."""


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.warmup, "REST_SECONDS", 0.0)
    monkeypatch.setattr(bot.warmup, "PAUSE_SECONDS", 0.0)


@asynccontextmanager
async def restarted(home: Home) -> AsyncIterator[Stage]:
    """The bot of a team that exists, which has compiled nothing yet; nobody said anything."""
    database = Database(home.database_url)
    open_team(database, MovableClock(EVENING, frozen=True))
    database.close()
    nothing: LRUCache[Any, Any] = LRUCache(COMPILED)
    async with stage(home) as play:
        for telegram_id, (_role, _binome, name) in CAST.items():
            play.world.person(name, id=telegram_id)
        database = play.carnet.database
        for engine in (database.engine, database._reader):
            engine._compiled_cache = nothing
        yield play


async def warmed_up(play: Stage, caplog: pytest.LogCaptureFixture) -> None:
    """Telegram answers for the first time; until everything was rehearsed."""
    assert "rehearsal" not in caplog.text
    play.world.person("Coordination", id=COORDINATION).write("/aide")
    async with asyncio.timeout(PATIENCE):
        while "warmed up" not in caplog.text:
            await asyncio.sleep(0.01)
    await play.quiet()


@contextmanager
def compiled(engine: Engine) -> Iterator[list[str]]:
    """What had to be compiled to be read while the block ran."""
    said: list[str] = []

    def hear(_link: Any, _cursor: Any, sql: str, _values: Any, context: Any, _many: bool) -> None:
        missed = context is not None and context.cache_hit is CacheStats.CACHE_MISS
        if missed and sql.startswith("SELECT"):
            said.append(sql)

    event.listen(engine, "before_cursor_execute", hear)
    try:
        yield said
    finally:
        event.remove(engine, "before_cursor_execute", hear)


def written(tx: Tx) -> dict[str, int]:
    """How many rows each table has; of the outbox, those that nobody's message explains."""
    tables = (table for table in Base.metadata.sorted_tables if table.name not in TRACES)
    counts = {table.name: select(func.count()).select_from(table) for table in tables}
    counts["outbox"] = counts["outbox"].where(Outbox.cle.contains(f":{NEVER_SENT}"))
    # The clock's own line of the day, which is no rehearsal.
    counts["audit"] = counts["audit"].where(Audit.acte != "effacer")
    return {name: tx.execute(count).scalar_one() for name, count in counts.items()}


async def test_the_first_of_each_screen_compiles_nothing_once_at_rest(
    home: Home, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    async with restarted(home) as play:
        before = await play.read(written)
        await warmed_up(play, caplog)
        assert "rehearsal failed" not in caplog.text
        assert await play.read(written) == before
        she = play.world.person("Médiatrice", id=MEDIATRICE)
        with compiled(play.carnet.database.engine) as said:
            for command in ("semaine", "journee", "observation", "presence"):
                assert await play.says(she, f"/{command}")
        assert said == []
        play.clock.set(EVENING.replace(day=23, hour=8))
        with compiled(play.carnet.database.engine) as said:
            await play.carnet.alarm.ring(Job("points hebdo", 60, run_due))
        assert len(said) <= 1, said


async def test_what_cannot_be_rehearsed_costs_nothing_else(
    home: Home, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_programme: Programme, _now: datetime, tx: Tx) -> None:
        tx.add(TacheFaite(tache="essai", periode="une fois", le=EVENING))
        raise RuntimeError("panne")

    caplog.set_level("INFO")
    monkeypatch.setattr(bot.app, "rehearse", broken)
    async with restarted(home) as play:
        await warmed_up(play, caplog)
        assert caplog.text.count("rehearsal failed") == 1
        undone = select(func.count()).where(TacheFaite.tache == "essai")
        assert await play.read(lambda tx: tx.execute(undone).scalar_one()) == 0
        he = play.world.person("Médiateur", id=MEDIATEUR)
        with compiled(play.carnet.database.engine) as said:
            assert await play.says(he, "/semaine")
        assert said == []
