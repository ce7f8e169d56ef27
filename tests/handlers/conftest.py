"""The team of every test on flows, at 17:04 on a Tuesday, on SQLite."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.clock import MovableClock
from storage.machine.db import Database
from storage.programme import Programme
from tests.conftest import EVENING
from tests.databases import pour
from tests.handlers.people import Team, manned, open_team


@pytest.fixture(scope="session")
def enrolled(
    sqlite_model: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Programme]:
    """The cast in a file, enrolled once for all tests, and the programme that it keeps."""
    path = Path(shutil.copy(sqlite_model, tmp_path_factory.mktemp("equipe") / "carnet.db"))
    database = Database(f"sqlite:///{path}")
    team = open_team(database, MovableClock(EVENING, frozen=True))
    database.close()
    return path, team.programme


@pytest.fixture
def team(sqlite_database: Database, clock: MovableClock, enrolled: tuple[Path, Programme]) -> Team:
    path, programme = enrolled
    pour(path, sqlite_database)
    return manned(sqlite_database, clock, programme)
