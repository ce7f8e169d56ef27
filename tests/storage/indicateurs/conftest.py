"""A team at work in an open transaction, on SQLite then on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from storage.machine.db import Database
from tests.digests.scene import Scene, open_scene


@pytest.fixture
def scene(database: Database) -> Iterator[Scene]:
    with database.transaction() as tx:
        yield open_scene(tx)
