"""The team of every test of the chat, at 17:04 on a Tuesday, on SQLite."""

from __future__ import annotations

import pytest

from bot.clock import MovableClock
from storage.db import Database
from tests.handlers.people import Team, open_team


@pytest.fixture
def team(sqlite_database: Database, clock: MovableClock) -> Team:
    return open_team(sqlite_database, clock)
