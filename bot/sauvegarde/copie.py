"""A whole copy of the database and of the photos, counted when it is made."""

from __future__ import annotations

import errno
import json
import os
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
from bot.rendering import render_line
from bot.sauvegarde import coffre, serveur
from storage.machine import migrate

MANIFEST, BASE, DUMP, PHOTOS = "manifeste.json", "carnet.db", "carnet.dump", "photos"
STAMP: Final = "carnet-%Y%m%d-%H%M%S"
"""Its name, by the Paris hour."""


MANQUE: Final = (
    "{{ programme }} manque : sans lui, une base PostgreSQL ne se copie ni ne se rend ; installez "
    "le paquet postgresql-client, de la version du serveur"
)
SIGNES: Final = {
    "version mismatch": " (il est plus ancien que le serveur : installez sa version)",
    "onnection refused": " (la base ne répond pas : vérifiez CARNET_DATABASE_URL)",
    "password authentication": " (mot de passe refusé : vérifiez CARNET_DATABASE_URL)",
}
"""What PostgreSQL's programs say in English, and what to do."""
SYSTEME: Final = {
    errno.ENOENT: "n'existe pas",
    errno.EISDIR: "est un dossier, et non un fichier",
    errno.ENOTDIR: "n'est pas un dossier",
    errno.EEXIST: "existe déjà, et n'est pas un dossier",
    errno.EACCES: "ne s'ouvre pas : vérifiez ses droits",
    errno.EPERM: "ne s'ouvre pas : vérifiez ses droits",
    errno.EROFS: "ne s'écrit pas : ce disque est en lecture seule",
    errno.ENOSPC: "ne s'écrit pas : il n'y a plus de place sur le disque",
}
"""What follows the name of a file."""


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
    except (OSError, sqlite3.Error, coffre.CleRefusee, migrate.BaseInutilisable) as error:
        raise BackupError(f"la copie dans {into} a échoué : {why(error)}") from error
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
        said = _postgresql(database, draft / DUMP)
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


def _postgresql(database: URL, target: Path) -> dict[str, Any]:
    """What the manifest says of it, counted at the very instant that is copied."""
    _program("pg_dump")
    with serveur.frozen(database) as instant:
        snapshot = f"--snapshot={instant.nom}"
        call("pg_dump", database, "--format=custom", snapshot, f"--file={target}")
        return {"lignes": instant.lignes, "schema": instant.schema}


def call(program: str, database: URL, *arguments: str) -> None:
    """A program of PostgreSQL's own, on that database. Raises BackupError.

    Its password is not among the arguments, which everybody on the machine may read.
    """
    found = _program(program)
    url = database.set(drivername="postgresql", password=None).render_as_string()
    done = subprocess.run(  # noqa: S603
        [found, *arguments, f"--dbname={url}"],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | ({"PGPASSWORD": str(database.password)} if database.password else {}),
    )
    if done.returncode:
        said = done.stderr.strip()
        known = next((mend for sign, mend in SIGNES.items() if sign in said), "")
        raise BackupError(f"{program} a échoué{known} : {said}")


def _program(name: str) -> str:
    """Where it is on this machine. Raises BackupError."""
    found = shutil.which(name)
    if found is None:
        raise BackupError(render_line(MANQUE, programme=name))
    return found


def why(error: Exception) -> str:
    """What went wrong, in French where the system or a library says it otherwise."""
    if not isinstance(error, OSError) or error.errno not in SYSTEME:
        return str(error)
    where = f"{error.filename} " if error.filename else ""
    return where + SYSTEME[error.errno]
