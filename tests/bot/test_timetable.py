"""What the clock does costs the same whatever the years and the team: it reads what is due.

On SQLite: PostgreSQL has the same indexes, and chooses by the sizes that it sees.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest
from sqlalchemy import Connection, delete, select, update

from bot.chat.desk import SansLigne, open_desk
from bot.clock import PARIS, MovableClock
from bot.jobs import Job
from bot.timetable import timetable
from storage.machine.db import Database
from storage.models import Base, Digest, DigestEnvoi, Tableau, TacheFaite
from storage.programme import Programme
from storage.referential import synchronise
from storage.work import AT_ONCE
from tests.bench import ville
from tests.bench.histoire import Taille, fill
from tests.clockwork import ring, steps
from tests.statements import Statement, believe_ten_years, forget_rows, statements

MOMENTS: Final = (
    "2026-11-13 17:00",  # Friday: slots begin, the week is summed up.
    "2026-11-13 21:15",  # Days end.
    "2026-11-14 09:35",  # What was not done the day before is asked.
    "2026-11-16 08:05",  # Monday: the points hebdo.
    "2026-11-17 18:30",
)
SMALL: Final = {
    *("bail", "binome", "dispositif", "effacement", "personne", "service", "site"),
    *("temps_cumule", "ancre", "oubli"),
}
"""They grow with the team, not with the years: a year of anchors, a day of what is put off."""
DATED: Final = {
    "clock set back",
    "interventions that end",
    "journal emptied",
    "line of the day",
    "site grids to fill",
}
"""Nothing is asked of the database on days when none of their dates falls, or ever."""
BEHIND: Final = 6 * AT_ONCE
"""Tallies to be closed: several steps of a job. A year of them would say no more."""
LETTERS: Final = {"points hebdo", "points mensuels"}
"""Once a week and a month, beside all turns; relais and requests are walked through, few."""
LIVE: Final = (
    *("ix_outbox_canal_lane_id", "ix_outbox_canal_adresse_id"),
    "ix_photo_id_leaving",
    "ix_conversation_user_id_live",
)
"""Indexes of what has not left alone: to walk through one is to read what waits."""


@cache
def written(binomes: int, annees: int) -> bytes:
    """A SQLite file with that past, made once for all that asks for it."""
    with TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'carnet.db'}")
        fill(database, Taille(binomes, annees))
        database.close()
        return (Path(folder) / "carnet.db").read_bytes()


def filled(folder: Path, binomes: int, annees: int = 0) -> Database:
    (folder / "carnet.db").write_bytes(written(binomes, annees))
    return Database(f"sqlite:///{folder / 'carnet.db'}")


@pytest.fixture(params=["nothing known", "ten years"])
def year(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """One year of three binômes, for which SQLite plans as for ten years of fifty."""
    made = filled(tmp_path, binomes=3, annees=1)
    with made.engine.begin() as connection:
        forget_rows(connection)
        if request.param == "ten years":
            believe_ten_years(connection)
    made.close()
    # A new connection: statistics are read as it opens.
    database = Database(f"sqlite:///{tmp_path / 'carnet.db'}")
    yield database
    database.close()


def due_again(database: Database, now: datetime, binomes: int) -> Programme:
    """What the clock did lately is to be done; the last tallies are behind."""
    last = select(Tableau.id).order_by(Tableau.id.desc()).limit(BEHIND)
    with database.transaction() as tx:
        tx.execute(delete(TacheFaite).where(TacheFaite.le > now - timedelta(hours=20)))
        tx.execute(delete(DigestEnvoi))
        tx.execute(delete(Digest).where(Digest.lundi >= now.date() - timedelta(days=9)))
        behind = {"tours": Tableau.tours + 1, "montre": "", "clos_le": None}
        tx.execute(update(Tableau).where(Tableau.id.in_(last)).values(behind))
        return synchronise(tx, ville.dispositif(binomes), now)


def jobs(programme: Programme, now: datetime) -> tuple[Job, ...]:
    clock = MovableClock(now, frozen=True)
    return timetable(open_desk(clock, {programme.id: programme}, SansLigne(1, "b")))


def asked(database: Database, binomes: int) -> dict[str, list[Statement]]:
    """By job, all that it asked at every moment."""
    said: dict[str, list[Statement]] = {}
    for moment in MOMENTS:
        now = datetime.fromisoformat(moment).replace(tzinfo=PARIS)
        programme = due_again(database, now, binomes)
        for job in jobs(programme, now):
            if job.name in {*LETTERS, "planner fed"}:
                continue  # The planner would learn how small this base is.
            with statements(database.engine) as mine:
                ring(database, programme, now, job.does)
            said.setdefault(job.name, []).extend(mine)
    return said


def walks(connection: Connection, statement: Statement) -> list[str]:
    """The tables that grow and that it would walk through, as SQLite plans it."""
    values = statement.values[0] if isinstance(statement.values, list) else statement.values
    plan = Statement(statement.sql, values).plan(connection).splitlines()
    return [line for line in plan if _is_a_walk(line)]


def _is_a_walk(line: str) -> bool:
    words = line.split()
    grows = len(words) > 1 and words[1] in Base.metadata.tables and words[1] not in SMALL
    return words[0] == "SCAN" and grows and not any(index in line for index in LIVE)


def test_no_job_walks_through_a_table_that_grows(year: Database) -> None:
    said = asked(year, 3)
    assert {name for name, mine in said.items() if not mine} <= DATED
    with year.engine.connect() as connection:
        found = {
            (name, line)
            for name, mine in said.items()
            for statement in {one.sql: one for one in mine}.values()
            if statement.sql.startswith(("SELECT", "UPDATE", "DELETE"))
            for line in walks(connection, statement)
        }
    assert sorted(found) == []


@pytest.mark.parametrize("moment", MOMENTS)
def test_finding_nothing_due_asks_no_more_of_a_larger_team(tmp_path: Path, moment: str) -> None:
    now = datetime.fromisoformat(moment).replace(tzinfo=PARIS)
    few, many = idle(tmp_path, now, 6), idle(tmp_path, now, 12)
    # A job stops as soon as nobody is left: one that looked further asks two or three more.
    assert {name: (few[name], n) for name, n in many.items() if n > few[name] + 3} == {}


def idle(tmp_path: Path, now: datetime, binomes: int) -> dict[str, int]:
    """Statements of each job once all that was due is done."""
    database = filled(tmp_path, binomes)
    programme = due_again(database, now, binomes)
    counts = {}
    for job in jobs(programme, now):
        ring(database, programme, now, job.does)
        with statements(database.engine) as mine:
            ring(database, programme, now, job.does)
        counts[job.name] = len(mine)
    database.close()
    return counts


def test_no_step_of_a_job_does_more_than_a_few_things(tmp_path: Path) -> None:
    """Twelve binômes, all due at once: never more statements than for a few of them."""
    database = filled(tmp_path, binomes=12)
    longest: dict[str, int] = {}
    for moment in MOMENTS:
        now = datetime.fromisoformat(moment).replace(tzinfo=PARIS)
        programme = due_again(database, now, 12)
        for job in jobs(programme, now):
            for mine in steps(database, programme, now, job.does):
                longest[job.name] = max(longest.get(job.name, 0), len(mine))
    database.close()
    assert max(longest.values()) <= 12 * AT_ONCE, longest
