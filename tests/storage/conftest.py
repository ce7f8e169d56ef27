"""What tests of the database's steps share: a copy of the folder where steps are kept."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from alembic import command

from storage.machine import migrate
from storage.machine.db import Database


@pytest.fixture
def scripts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the steps, to which a test adds its own."""
    copy = tmp_path / "migrations"
    shutil.copytree(migrate.SCRIPTS, copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(migrate, "SCRIPTS", copy)
    return copy


@pytest.fixture
def released(database: Database) -> Database:
    """One of each kind in turn, with every table, as the last step that was released left it."""
    with database.engine.begin() as connection:
        command.stamp(migrate.config(connection), "head")
    return database
