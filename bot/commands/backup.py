"""`carnet backup`: a whole copy of the database and of the photos, checked when made."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import URL

from bot.clock import paris


class BackupError(Exception):
    """The copy could not be made, or is not the same as the original."""


def backup(database: URL, photos: Path, into: Path, now: datetime) -> Path:
    """Copy everything into a new folder under `into`, named by the Paris hour; return it.

    Raises BackupError; an unfinished folder never bears a final name.
    """
    name = f"carnet-{paris(now):%Y%m%d-%H%M%S}"
    draft, final = into / f".{name}", into / name
    try:
        draft.mkdir(parents=True)
        if database.get_backend_name() == "sqlite":
            _sqlite(Path(database.database or ""), draft / "carnet.db")
        else:
            _postgresql(database, draft / "carnet.dump")
        _photos(photos, draft / "photos")
        draft.rename(final)
    except (OSError, sqlite3.Error) as error:
        raise BackupError(f"la copie dans {into} a échoué : {error}") from error
    return final


def _sqlite(source: Path, target: Path) -> None:
    """SQLite's own online copy: the bot may go on writing meanwhile."""
    if not source.exists():
        raise BackupError(f"la base {source} n'existe pas : lancez d'abord « carnet migrate »")
    read_only = sqlite3.connect(f"file:{source}?mode=ro", uri=True)
    with closing(read_only) as original, closing(sqlite3.connect(target)) as copy:
        original.backup(copy)
        broken = copy.execute("PRAGMA integrity_check").fetchone()[0]
        if broken != "ok" or list(_counts(copy)) == []:
            raise BackupError(f"la copie est abîmée : {broken}")


def _counts(connection: sqlite3.Connection) -> Iterator[tuple[str, int]]:
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    for (table,) in tables:
        # The names come from the database's own catalogue.
        count = connection.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608
        yield table, count.fetchone()[0]


def _postgresql(database: URL, target: Path) -> None:
    pg_dump = shutil.which("pg_dump")
    if pg_dump is None:
        raise BackupError("pg_dump manque : installez le paquet postgresql-client")
    url = database.set(drivername="postgresql").render_as_string(hide_password=False)
    command = [pg_dump, "--format=custom", f"--file={target}", f"--dbname={url}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise BackupError(f"pg_dump a échoué : {done.stderr.strip()}")


def _photos(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target)
