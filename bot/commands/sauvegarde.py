"""`carnet backup`, `carnet restore` and `carnet cle`, as an operator uses them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.clock import SystemClock
from bot.sauvegarde import coffre, copie, rendre, transvaser
from bot.sauvegarde.copie import BackupError
from bot.settings import Settings, variable
from bot.terminal.command import fail, unwritable
from bot.words import pluriel
from storage.dispositif.conservation import DureesConservation

PLAIN: Final = (
    f"Attention : elle n'est pas chiffrée. Donnez {variable('sauvegarde_cle')} (« carnet cle »)."
)


def made(settings: Settings, out: Path) -> Iterator[str]:
    """The copy, then those that were too old."""
    url, now = make_url(settings.database_url), SystemClock().now()
    recipient = settings.sauvegarde_cle or ""
    try:
        done = copie.backup(url, settings.photos_dir, out, now, recipient=recipient)
        gone = copie.prune(out, now, DureesConservation().sauvegardes_jours)
    except (BackupError, OSError) as error:
        fail(str(error))
    yield f"Sauvegarde complète : {done}"
    if not recipient:
        yield PLAIN
    if gone:
        yield f"Trop anciennes, ôtées : {', '.join(gone)}."


def given_back(settings: Settings, source: Path, identity: Path | None) -> str:
    """What is back in place."""
    try:
        back = rendre.restore(
            source, make_url(settings.database_url), settings.photos_dir, identity
        )
    except BackupError as error:
        fail(str(error))
    rows = "" if back.lignes is None else f"{pluriel(back.lignes, 'ligne')} et "
    return f"Rendue et vérifiée : {rows}{pluriel(back.photos, 'photo')}."


def poured(source: str, target: str) -> Iterator[str]:
    """Each table that holds something, then how to go on with the new base."""
    try:
        old, new = make_url(source), make_url(target)
        tables = transvaser.pour(old, new, SystemClock().now())
    except ArgumentError:
        fail("une base s'écrit « sqlite:////chemin/carnet.db » ou « postgresql://qui@où/base »")
    except BackupError as error:
        fail(str(error))
    for table, lignes in tables.items():
        if lignes:
            yield f"{table} : {pluriel(lignes, 'ligne')}"
    total = pluriel(sum(tables.values()), "ligne")
    yield (
        f"Versées et relues : {total}. Donnez la nouvelle adresse à "
        f"{variable('database_url')}, puis démarrez ; gardez l'ancienne base jusque-là."
    )


def new_key(out: Path) -> str:
    """The public one to set; the private one goes to a new file, which we alone may read."""
    secret, public = coffre.new_key()
    try:
        handle = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        fail(f"--out : « {out} » existe déjà ; une clé ne s'écrase pas")
    except OSError as error:
        fail(unwritable(out, error))
    with os.fdopen(handle, "w") as file:
        file.write(secret + "\n")
    return (
        f"Clé privée écrite dans {out} : mettez-la en lieu sûr, hors de cette machine. Sans elle, "
        f"aucune sauvegarde ne s'ouvre.\n{variable('sauvegarde_cle')}={public}"
    )
