"""A team at work in an open transaction, on SQLite then on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from storage.machine.db import Database
from tests.digests.scene import Scene, open_scene
from tests.storage.indicateurs.annee import Annee, ouverte


@pytest.fixture
def scene(database: Database) -> Iterator[Scene]:
    with database.transaction() as tx:
        yield open_scene(tx)


@pytest.fixture(scope="session")
def annee(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Annee]:
    """Read by all, changed by nobody."""
    with closing(Database(f"sqlite:///{tmp_path_factory.mktemp('annee') / 'carnet.db'}")) as base:
        yield from ouverte(base)
