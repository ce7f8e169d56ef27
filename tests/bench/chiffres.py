"""The figures of a large programme: every point hebdo at once, each minute's jobs, an export.

`ANNEES=10 python -m tests.bench chiffres` makes its past longer (six million rows, minutes).
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import text

from bot.casework.bord import liens
from bot.chat.desk import SansLigne, open_desk
from bot.clock import PARIS, MovableClock, paris
from bot.domain.bord import Recul
from bot.domain.trimestre import Trimestre
from bot.feature.page import Beside, PageVisit
from bot.timetable import timetable
from bot.web.pages.bord.page import view
from digests.due import run_due
from digests.exports.classeur import classeur
from digests.exports.tableur import xlsx_bytes
from handlers.hors_terrain.cumul import add_up
from storage.machine.db import Database
from storage.programme import Programme
from storage.referential import synchronise
from storage.work import ClockJob, Work
from tests.bench import crowd, ville
from tests.bench.histoire import EVENING, Taille, fill
from tests.bench.table import Figure
from tests.clockwork import ring

BINOMES = 350
ANNEES = int(os.environ.get("ANNEES", "1"))
MINUTE = 60
TIMES = 5


def measure() -> Iterator[Figure]:
    with TemporaryDirectory(prefix="carnet-mesures-") as folder:
        database = Database(f"sqlite:///{Path(folder) / 'carnet.db'}")
        try:
            yield from _measured(database, _past(database))
        finally:
            database.close()


def _past(database: Database) -> Programme:
    """As a base that was served: past months are added up, the night is over."""
    fill(database, Taille(BINOMES, ANNEES))
    with database.transaction() as tx:
        programme = synchronise(tx, ville.dispositif(BINOMES), EVENING)
    ring(database, programme, EVENING, add_up)
    crowd.night_over(database, programme, EVENING)
    with database.transaction() as tx:
        tx.execute(text("ANALYZE"))
    return programme


def _measured(database: Database, programme: Programme) -> Iterator[Figure]:
    age = f"{BINOMES} binômes, {ANNEES} an{'s' if ANNEES > 1 else ''}"
    letters = _spent(lambda: ring(database, programme, _monday(), run_due))
    yield Figure(f"Tous les points hebdo d'une semaine, {age}", letters, "s", 60)
    name, worst = _longest_minute(database, programme)
    told = f"Tâche de chaque minute la plus lourde, {age}"
    yield Figure(told, 1000 * worst, "ms", 50, None, f"({name})")
    held, beside = _page(database, programme)
    yield Figure(f"Tableau de bord du programme sur un an, {age}", beside, "s", 10)
    yield Figure(f"Ce qu'il tient la base, {age}", 1000 * held, "ms", 20)
    quarter = _spent(lambda: _export(database, programme))
    yield Figure(f"Export d'un trimestre, {age}", quarter, "s", 10)


def _monday() -> datetime:
    """When letters of the last week leave, the first of this one."""
    today = paris(EVENING).date()
    monday = today - timedelta(days=today.weekday()) + timedelta(days=7)
    return datetime(monday.year, monday.month, monday.day, 8, 5, tzinfo=PARIS)


def _longest_minute(database: Database, programme: Programme) -> tuple[str, float]:
    """Of jobs that run every minute and have nothing left to do: name, seconds of processor."""
    clock = MovableClock(_monday() + timedelta(hours=6), frozen=True)
    desk = open_desk(clock, {programme.id: programme}, SansLigne(1, "bot"))
    jobs = [job for job in timetable(desk) if job.seconds <= MINUTE]
    for job in jobs:
        ring(database, programme, clock.now(), job.does)
    spent = {job.name: _least(database, programme, clock, job.does) for job in jobs}
    worst = max(spent, key=lambda name: spent[name])
    return worst, spent[worst]


def _least(database: Database, programme: Programme, clock: MovableClock, does: ClockJob) -> float:
    """Of some minutes that follow each other: what else runs on the machine adds, never takes."""

    def minute() -> float:
        clock.set(clock.now() + timedelta(minutes=1))
        return _spent(lambda: ring(database, programme, clock.now(), does))

    return min(minute() for _ in range(TIMES))


def _page(database: Database, programme: Programme) -> tuple[float, float]:
    """Of what the comité technique looks at: its turn, then what is read beside; seconds."""
    comite = programme.config.comite("comite-technique")
    with database.transaction() as tx:
        lien = liens.for_letters(Work(tx, programme, EVENING), comite)
        tx.flush()
        asked = {"quand": Recul.AN.value}
        visit = PageVisit(tx, {programme.id: programme}, EVENING, lien.id, "", {}, asked)
        began = time.thread_time()
        shown = view(visit)
        held = time.thread_time() - began
        assert isinstance(shown, Beside)
        return held, _spent(partial(shown.read, tx))


def _export(database: Database, programme: Programme) -> None:
    with database.transaction() as tx:
        xlsx_bytes(classeur(Work(tx, programme, EVENING), Trimestre(2026, 3)))


def _spent(work: Callable[[], object]) -> float:
    """Processor time of this thread, in seconds."""
    began = time.thread_time()
    work()
    return time.thread_time() - began
