"""A whole copy of the database and of the photos, counted when it is made."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
from contextlib import closing
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from sqlalchemy.engine import URL

from bot.clock import PARIS, paris
from bot.sauvegarde import coffre

MANIFEST, BASE, DUMP, PHOTOS = "manifeste.json", "carnet.db", "carnet.dump", "photos"
STAMP: Final = "carnet-%Y%m%d-%H%M%S"
"""Its name, by the Paris hour."""


class BackupError(Exception):
    """The copy could not be made, or is not the same as the original."""


def backup(database: URL, photos: Path, into: Path, now: datetime, *, recipient: str = "") -> Path:
    """Copy everything under `into`, named by the Paris hour; the new folder, or locked file.

    recipient: the public key (« age1… ») whose owner alone will read it. Raises BackupError; an
    unfinished copy never bears a final name.
    """
    name = paris(now).strftime(STAMP)
    draft, final = into / f".{name}", into / name
    try:
        draft.mkdir(parents=True)
        _copy(database, photos, draft)
        final = coffre.lock(draft, final, recipient) if recipient else draft.rename(final)
    except (OSError, sqlite3.Error, coffre.CleRefusee) as error:
        raise BackupError(f"la copie dans {into} a échoué : {error}") from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return final


def prune(into: Path, now: datetime, days: int) -> list[str]:
    """Remove copies made longer ago than that, by their names; which ones."""
    gone = []
    for path in sorted(into.glob("carnet-*")) if into.is_dir() else ():
        made = made_at(path)
        if made is not None and made < now - timedelta(days=days):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()
            gone.append(path.name)
    return gone


def made_at(path: Path) -> datetime | None:
    """When that copy was made, by its name; None for what is no copy of ours."""
    name = path.name.removesuffix(coffre.LOCKED)
    try:
        return datetime.strptime(name, STAMP).replace(tzinfo=PARIS)
    except ValueError:
        return None


def counts(path: Path) -> dict[str, int]:
    """How many rows each table of that SQLite file has. Raises BackupError when it is damaged."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as copy:
        broken = copy.execute("PRAGMA integrity_check").fetchone()[0]
        if broken != "ok":
            raise BackupError(f"la copie est abîmée : {broken}")
        tables = copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        # The names come from the database's own catalogue.
        counted = {
            table: copy.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]  # noqa: S608
            for (table,) in tables
        }
    if not counted:
        raise BackupError("la copie est abîmée : elle n'a aucune table")
    return counted


def schema(path: Path) -> str:
    """The step of the base that this SQLite file is at."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as copy:
        return str(copy.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def prints(folder: Path) -> dict[str, str]:
    """By its path inside the copy, the SHA-256 of every file but the manifest."""
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }


def _copy(database: URL, photos: Path, draft: Path) -> None:
    said: dict[str, Any] = {}
    if database.get_backend_name() == "sqlite":
        _sqlite(Path(database.database or ""), draft / BASE)
        said = {"lignes": counts(draft / BASE), "schema": schema(draft / BASE)}
    else:
        _postgresql(database, draft / DUMP)
    if photos.is_dir():
        shutil.copytree(photos, draft / PHOTOS)
    manifest = json.dumps({**said, "empreintes": prints(draft)}, indent=1)
    (draft / MANIFEST).write_text(manifest, encoding="utf-8")


def _sqlite(source: Path, target: Path) -> None:
    """SQLite's own online copy: the bot may go on writing meanwhile."""
    if not source.exists():
        raise BackupError(f"la base {source} n'existe pas : lancez d'abord « carnet migrate »")
    read_only = sqlite3.connect(f"file:{source}?mode=ro", uri=True)
    with closing(read_only) as original, closing(sqlite3.connect(target)) as copy:
        original.backup(copy)
        # A copy has no journal: what opens it for reading alone must need none.
        copy.execute("PRAGMA journal_mode=DELETE")


def _postgresql(database: URL, target: Path) -> None:
    url = database.set(drivername="postgresql").render_as_string(hide_password=False)
    call("pg_dump", "--format=custom", f"--file={target}", f"--dbname={url}")


def call(program: str, *arguments: str) -> None:
    """A program of PostgreSQL's own. Raises BackupError."""
    found = shutil.which(program)
    if found is None:
        raise BackupError(f"{program} manque : installez le paquet postgresql-client")
    command = [found, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise BackupError(f"{program} a échoué : {done.stderr.strip()}")
