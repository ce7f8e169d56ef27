"""A copy given back: verified whole before anything is put in place, and never over anything."""

from __future__ import annotations

import json
import shutil
import sqlite3
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.engine import URL

from bot.sauvegarde import coffre, copie, serveur
from bot.sauvegarde.copie import BASE, DUMP, MANIFEST, PHOTOS, BackupError
from storage.machine import migrate
from storage.machine.db import Database


@dataclass(frozen=True, slots=True)
class Rendue:
    """What is back: rows of all tables, and photos.

    lignes: None for the copy of a server that was made before they said how many.
    """

    lignes: int | None
    photos: int


def restore(source: Path, database: URL, photos: Path, identity: Path | None = None) -> Rendue:
    """Put that copy in the place of a base and of photos that are not there yet.

    Raises BackupError before anything is written there.
    """
    _nothing_there(database, photos)
    here = Path(database.database or "").parent if _is_sqlite(database) else photos.parent
    try:
        here.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".carnet-", dir=here) as folder:
            opened = _opened(source, identity, Path(folder) / "copie")
            return _put(_verified(opened), opened, database, photos)
    except (OSError, sqlite3.Error, tarfile.TarError, coffre.CleRefusee) as error:
        raise BackupError(f"{source} ne peut pas être rendue : {copie.why(error)}") from error


def _is_sqlite(database: URL) -> bool:
    return database.get_backend_name() == "sqlite"


def _nothing_there(database: URL, photos: Path) -> None:
    """A copy goes over nothing: what is there is moved away by hand, by who knows what it is."""
    if _is_sqlite(database) and Path(database.database or "").exists():
        raise BackupError(f"la base {database.database} existe déjà : déplacez-la d'abord")
    if photos.is_dir() and any(photos.iterdir()):
        raise BackupError(f"{photos} contient déjà des photos : déplacez-les d'abord")
    if _is_sqlite(database):
        return
    opened = Database(database.render_as_string(hide_password=False))
    try:
        if migrate.current(opened) is not None:
            raise BackupError("cette base PostgreSQL a déjà des tables : donnez-en une vide")
    except migrate.BaseInutilisable as error:
        raise BackupError(str(error)) from error
    finally:
        opened.close()


def _opened(source: Path, identity: Path | None, into: Path) -> Path:
    """The folder of that copy, unlocked if it is locked."""
    if source.is_dir():
        return source
    if not source.exists():
        raise BackupError(f"{source} n'existe pas : donnez le chemin d'une sauvegarde")
    if identity is None:
        raise BackupError(f"{source.name} est chiffrée : donnez la clé privée par --cle")
    into.mkdir()
    coffre.unlock(source, identity, into)
    return into


def _verified(folder: Path) -> dict[str, Any]:
    """Its manifest, once every file, every table and the schema are as it says."""
    said = _manifest(folder)
    found = copie.prints(folder)
    wrong = sorted(name for name, one in said["empreintes"].items() if found.get(name) != one)
    if wrong:
        raise BackupError(f"la copie n'est plus celle qui a été faite : {', '.join(wrong)}")
    if (folder / BASE).exists():
        _counted(folder / BASE, said)
    if said.get("schema") and migrate.is_newer(said["schema"]):
        raise BackupError(
            f"cette copie est au schéma {said['schema']}, plus récent que ce programme : "
            "mettez-le à jour"
        )
    return said


def _manifest(folder: Path) -> dict[str, Any]:
    """What was written beside the copy when it was made. Raises BackupError."""
    try:
        said = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BackupError(f"{folder.name} n'a pas de manifeste lisible") from error
    if not isinstance(said, dict) or not isinstance(said.get("empreintes"), dict):
        raise BackupError(f"{folder.name} n'a pas de manifeste lisible")
    return said


def _counted(base: Path, said: dict[str, Any]) -> None:
    lignes, schema = copie.counts(base), copie.schema(base)
    if lignes != said["lignes"] or schema != said.get("schema"):
        raise BackupError("la base de la copie n'a pas les lignes que dit son manifeste")


def _put(said: dict[str, Any], opened: Path, database: URL, photos: Path) -> Rendue:
    if (opened / PHOTOS).is_dir():
        photos.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copytree(opened / PHOTOS, photos, dirs_exist_ok=True)
    kept = sum(1 for _one in photos.iterdir()) if photos.is_dir() else 0
    if _is_sqlite(database):
        target = Path(database.database or "")
        draft = target.with_name(f".{target.name}")
        shutil.copyfile(opened / BASE, draft)
        draft.rename(target)
        return Rendue(sum(said["lignes"].values()), kept)
    copie.call("pg_restore", database, "--no-owner", "--exit-on-error", str(opened / DUMP))
    return Rendue(_back_on_the_server(said, database), kept)


def _back_on_the_server(said: dict[str, Any], database: URL) -> int | None:
    """How many rows came back, as many a table as were copied. Raises BackupError."""
    if "lignes" not in said:
        return None
    counted = serveur.counts(database)
    if counted != said["lignes"]:
        raise BackupError("la base rendue n'a pas les lignes de la copie : ne vous en servez pas")
    return sum(counted.values())
