"""A week's figures for one comité, beside the same statements on the bare driver."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import event

from bot.domain.semaine import Semaine
from digests.compose import compose
from storage.machine import migrate
from storage.machine.db import Database
from storage.programme import Programme
from tests.bench.table import Figure
from tests.digests.scene import open_scene

WEEK = Semaine.parse("2026-W47")
WEEKS, PER_WEEK = 12, 25
TIMES = 30

Statement = tuple[str, Any]


def measure() -> Iterator[Figure]:
    with TemporaryDirectory(prefix="carnet-mesures-") as folder:
        file = Path(folder) / "carnet.db"
        database = Database(f"sqlite:///{file}")
        try:
            programme = _autumn(database)
            statements = _said(database, programme)
            composed = _milliseconds(lambda: _compose(database, programme))
        finally:
            database.close()
        bare = _milliseconds(lambda: _replay(file, statements))
    name = f"Point hebdo d'un comité, {len(statements)} requêtes"
    yield Figure(name, composed, "ms", 3, bare, "(SQL nu)", of_ratio=True)


def _autumn(database: Database) -> Programme:
    """Twelve weeks of a territoire: 25 presences each, with encounters and signalements."""
    migrate.upgrade(database)
    with database.transaction() as tx:
        scene = open_scene(tx, joined="2026-09-01 09:00")
        for week in range(WEEKS):
            for rank in range(PER_WEEK):
                day = WEEK.shifted(-week).lundi + timedelta(days=rank % 7)
                hour = 9 + rank // 7 * 3
                scene.presence(f"{day} {hour:02d}:00", f"{day} {hour + 2:02d}:30")
                scene.rencontres(f"{day} {hour + 1:02d}:10", enfants=3, adultes=5)
            scene.signalement(f"{WEEK.shifted(-week).lundi} 17:30")
        return scene.programme


def _compose(database: Database, programme: Programme) -> None:
    comite = next(one for one in programme.config.comites if one.territoire)
    with database.transaction() as tx:
        compose(tx, programme, comite, WEEK)


def _said(database: Database, programme: Programme) -> list[Statement]:
    """What one composing asks of the database, word for word."""
    heard: list[Statement] = []

    def hear(_c: Any, _cursor: Any, statement: str, values: Any, *_more: Any) -> None:
        heard.append((statement, values))

    event.listen(database.engine, "before_cursor_execute", hear)
    _compose(database, programme)
    event.remove(database.engine, "before_cursor_execute", hear)
    return [one for one in heard if not one[0].startswith("BEGIN")]


def _replay(file: Path, statements: list[Statement]) -> None:
    connection = sqlite3.connect(file)
    for statement, values in statements:
        connection.execute(statement, values).fetchall()
    connection.close()


def _milliseconds(work: Callable[[], None]) -> float:
    """Processor time of this thread, the median of many; the first, which fills caches, is out."""
    work()
    spent = []
    for _ in range(TIMES):
        before = time.thread_time()
        work()
        spent.append((time.thread_time() - before) * 1000)
    return median(spent)
