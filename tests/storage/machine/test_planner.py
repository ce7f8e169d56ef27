"""SQLite is told how its rows lie: once the base is made, then every day."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import text

from bot.clock import MovableClock
from storage.entretien import feed_planner
from storage.machine.db import Database
from storage.machine.migrate import upgrade
from tests.clockwork import ring
from tests.statements import statements
from tests.storage.cast import programme_of


def known(database: Database) -> set[str]:
    """The tables that it knows the rows of."""
    with database.transaction() as tx:
        return set(tx.scalars(text("SELECT DISTINCT tbl FROM sqlite_stat1")))


def test_a_base_that_was_brought_up_to_date_is_looked_at(empty_database: Database) -> None:
    looked = []
    for _ in range(2):
        with statements(empty_database.engine) as said:
            upgrade(empty_database)
        looked.append(sum(one.sql == "ANALYZE" for one in said))
    assert looked == [1, 0]


def test_it_is_looked_at_once_a_day(sqlite_database: Database, clock: MovableClock) -> None:
    with sqlite_database.transaction() as tx:
        programme = programme_of(tx, clock.now())
    times = []
    for hours in (0, 1, 24):
        moment = clock.now() + timedelta(hours=hours)
        with statements(sqlite_database.engine) as said:
            ring(sqlite_database, programme, moment, feed_planner)
        times.append(sum(one.sql == "ANALYZE" for one in said))
    assert times == [1, 0, 1]
    assert {"site", "binome", "dispositif"} <= known(sqlite_database)


def test_postgresql_does_it_by_itself(postgres_database: Database, clock: MovableClock) -> None:
    with postgres_database.transaction() as tx:
        programme = programme_of(tx, clock.now())
    with statements(postgres_database.engine) as said:
        ring(postgres_database, programme, clock.now(), feed_planner)
    assert said == []
