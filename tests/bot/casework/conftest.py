"""One open terrain per test, on SQLite then on PostgreSQL."""

from __future__ import annotations

import pytest

from storage.machine.db import Database
from tests.bot.casework.terrain import Terrain, open_terrain


@pytest.fixture
def terrain(database: Database) -> Terrain:
    return open_terrain(database)
