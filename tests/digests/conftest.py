"""A scene in an open transaction, on SQLite then on PostgreSQL, or on SQLite alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from storage.machine.db import Database
from tests.digests.scene import Scene, open_scene

LATELY = "2026-11-02 09:00"
"""Two weeks before that of most tests: as the clock rings, each week since is composed for each
comité, and seven of them are most of a test's time."""
EARLY = "2026-10-05 09:00"


@pytest.fixture
def joined() -> str:
    """When the mediator joined the team."""
    return EARLY


@pytest.fixture
def scene(database: Database, joined: str) -> Iterator[Scene]:
    with database.transaction() as tx:
        yield open_scene(tx, joined=joined)


@pytest.fixture
def soiree(sqlite_database: Database, joined: str) -> Iterator[Scene]:
    """The evening of Tuesday 17 November 2026: 17:04 to 20:52, 23 encounters, one dead lamp."""
    with sqlite_database.transaction() as tx:
        opened = open_scene(tx, joined=joined)
        opened.presence("2026-11-17 17:04", "2026-11-17 20:52")
        opened.rencontres("2026-11-17 17:30", ados=5)
        opened.rencontres("2026-11-17 19:30", ados=8, adultes=7, seniors=3)
        opened.signalement("2026-11-17 18:40")
        yield opened
