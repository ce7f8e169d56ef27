"""What the databases of tests promise: they start wherever the project was cloned, as anybody."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.databases import Postgres, installed


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """PostgreSQL as an install under a severe umask leaves it: for its owner's eyes only."""
    package = installed()
    assert package is not None
    for part in package.parent.glob(f"{package.name}*"):
        shutil.copytree(part, tmp_path / part.name, symlinks=True)
    for path in (tmp_path, *tmp_path.rglob("*")):
        path.chmod(path.stat().st_mode & 0o700)
    return tmp_path / package.name


@pytest.mark.postgres
def test_the_server_starts_from_a_folder_closed_to_others(closed: Path) -> None:
    server = Postgres(closed)
    with server.database() as database, database.transaction() as tx:
        assert tx.execute(text("SELECT count(*) FROM dispositif")).scalar() == 0
    server.stop()
