"""What a scrape reads costs the same whatever the years, and says what waits in each lane."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import pytest

from bot.clock import PARIS, MovableClock, paris
from bot.sonde import Sonde, free_room
from storage.conservation import purge
from storage.machine import passages
from storage.machine.db import Database
from storage.machine.health import in_lanes
from storage.programme import Programme
from storage.referential import synchronise
from tests.bench import ville
from tests.bot.casework.terrain import Terrain, open_terrain
from tests.bot.test_timetable import filled, walks
from tests.bot.test_timetable import year as year
from tests.conftest import EVENING
from tests.statements import statements
from tests.storage.machine.queue import claim, fail, say, sent, telegram

MOST: Final = 24
"""Statements of a scrape: a dozen of the machinery, the others for each programme."""
DEAD: Final = "ix_outbox_id_dead"
"""Of what was given up alone: it leaves after thirty days."""


def scraped(database: Database, *programmes: Programme, clock: MovableClock) -> dict[str, Any]:
    served = {one.id: one for one in programmes}
    sonde = Sonde(database, clock, served, Path("photos"), lambda: "ok")
    return asyncio.run(sonde.scraped())


def test_a_scrape_walks_through_no_table_that_grows(year: Database) -> None:
    clock = MovableClock(EVENING, frozen=True)
    with year.transaction() as tx:
        programme = synchronise(tx, ville.dispositif(3), clock.now())
    with statements(year.engine) as said:
        assert scraped(year, programme, clock=clock)["ok"]
    assert len(said) <= MOST
    with year.engine.connect() as connection:
        found = {line for one in said for line in walks(connection, one) if DEAD not in line}
    assert sorted(found) == []


@pytest.mark.parametrize("binomes", [1, 6])
def test_it_asks_no_more_of_a_larger_team(tmp_path: Path, binomes: int) -> None:
    database, clock = filled(tmp_path, binomes), MovableClock(EVENING, frozen=True)
    with database.transaction() as tx:
        programme = synchronise(tx, ville.dispositif(binomes), clock.now())
    with statements(database.engine) as said:
        scraped(database, programme, clock=clock)
    database.close()
    assert len(said) <= MOST


def test_what_waits_is_counted_by_lane_and_state(database: Database, clock: MovableClock) -> None:
    say(database, clock, *(telegram(str(rank), str(rank)) for rank in range(3)))
    first, second, *_rest = claim(database, clock)
    sent(database, clock, first)
    fail(database, clock, second, 60)
    with database.transaction() as tx:
        found = in_lanes(tx)
    assert sum(found.values()) == 2
    assert {etat for _lane, etat in found} == {"retry", "sending"}


def test_nights_without_a_purge_and_points_that_are_due_are_counted(
    sqlite_database: Database,
) -> None:
    terrain: Terrain = open_terrain(sqlite_database)
    clock = terrain.clock

    def seen(figure: str) -> Any:
        return scraped(sqlite_database, terrain.programme, clock=clock)[figure]

    assert seen("jours_sans_purge") == 31
    with terrain.work() as work:
        passages.claim(work.tx, purge.TASK, purge.period(work), work.now)
    assert seen("jours_sans_purge") == 0
    clock.advance(timedelta(days=3))
    assert seen("jours_sans_purge") == 3
    terrain.emit()
    assert seen("points_dus") == 0
    monday = paris(clock.now()).replace(hour=9) + timedelta(days=3)
    clock.set(monday.astimezone(PARIS))
    assert seen("points_dus") > 0


def test_the_room_of_a_folder_to_be_made_is_that_of_its_disk(tmp_path: Path) -> None:
    assert free_room(tmp_path / "a" / "faire") == free_room(tmp_path)
