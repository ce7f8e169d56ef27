"""A week's figures for one comité: beside the bare driver, and after ten years beside one."""

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
from storage.referential import synchronise
from tests.bench import ville
from tests.bench.bases import AGES, BINOMES, base
from tests.bench.histoire import EVENING
from tests.bench.table import Figure
from tests.digests.scene import open_scene

OLD, YOUNG = 10, 1
WEEK = Semaine.parse("2026-W47")
WEEKS, PER_WEEK = 12, 25
TIMES = 30
ENOUGH_SECONDS = 8.0
"""What takes that long is known after fewer times."""

Statement = tuple[str, Any]


def measure() -> Iterator[Figure]:
    yield _beside_the_bare_driver()
    aged, young = (_milliseconds_at(annees) for annees in (OLD, YOUNG))
    name = f"Point hebdo d'un comité, {AGES[OLD]}"
    yield Figure(name, aged, "ms", 1.2, young, f"({AGES[YOUNG]})", of_ratio=True)


def _beside_the_bare_driver() -> Figure:
    with TemporaryDirectory(prefix="carnet-mesures-") as folder:
        file = Path(folder) / "carnet.db"
        database = Database(f"sqlite:///{file}")
        try:
            programme = _autumn(database)
            statements = _said(database, programme)
            composed = _milliseconds(lambda: _compose(database, programme, WEEK))
        finally:
            database.close()
        bare = _milliseconds(lambda: _replay(file, statements))
    name = f"Point hebdo d'un comité, {len(statements)} requêtes"
    return Figure(name, composed, "ms", 3, bare, "(SQL nu)", of_ratio=True)


def _milliseconds_at(annees: int) -> float:
    """Last week, on the base of that age."""
    with base(annees) as database:
        with database.transaction() as tx:
            programme = synchronise(tx, ville.dispositif(BINOMES), EVENING)
        week = Semaine.of(EVENING).shifted(-1)
        return _milliseconds(lambda: _compose(database, programme, week))


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


def _compose(database: Database, programme: Programme, week: Semaine) -> None:
    comite = next(one for one in programme.config.comites if one.territoire)
    with database.transaction() as tx:
        compose(tx, programme, comite, week)


def _said(database: Database, programme: Programme) -> list[Statement]:
    """What one composing asks of the database, word for word."""
    heard: list[Statement] = []

    def hear(_c: Any, _cursor: Any, statement: str, values: Any, *_more: Any) -> None:
        heard.append((statement, values))

    event.listen(database.engine, "before_cursor_execute", hear)
    _compose(database, programme, WEEK)
    event.remove(database.engine, "before_cursor_execute", hear)
    return [one for one in heard if not one[0].startswith("BEGIN")]


def _replay(file: Path, statements: list[Statement]) -> None:
    connection = sqlite3.connect(file)
    for statement, values in statements:
        connection.execute(statement, values).fetchall()
    connection.close()


def _milliseconds(work: Callable[[], None]) -> float:
    """Processor time of this thread, the median of many; the first, which fills caches, is out."""
    began = time.monotonic()
    work()
    spent: list[float] = []
    while not spent or (len(spent) < TIMES and time.monotonic() - began < ENOUGH_SECONDS):
        before = time.thread_time()
        work()
        spent.append((time.thread_time() - before) * 1000)
    return median(spent)
