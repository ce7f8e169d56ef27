"""The evening of the tests of the point hebdo, on SQLite then on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from storage.machine.db import Database
from tests.digests.scene import Scene, open_scene


@pytest.fixture
def soiree(database: Database) -> Iterator[Scene]:
    with database.transaction() as tx:
        opened = open_scene(tx)
        opened.presence("2026-11-17 17:04", "2026-11-17 20:52")
        opened.rencontres("2026-11-17 19:30", ados=13, adultes=7, seniors=3)
        yield opened
