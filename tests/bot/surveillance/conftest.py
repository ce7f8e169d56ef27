"""The cast of an evening, on SQLite."""

from __future__ import annotations

import pytest

from storage.machine.db import Database
from tests.bot.casework.terrain import Terrain, open_terrain


@pytest.fixture
def terrain(sqlite_database: Database) -> Terrain:
    return open_terrain(sqlite_database)
