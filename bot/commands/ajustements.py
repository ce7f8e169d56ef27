"""`carnet ajustements`: what the bot's people changed, as lines to copy into the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from bot.rendering import render_line
from bot.words import pluriel
from storage import ajustements
from storage.ajustements import LigneAjustee
from storage.dispositif import Dispositif, DispositifError
from storage.machine import migrate
from storage.machine.db import Database, Tx
from storage.models import DispositifRow
from storage.programme import Programme

HEADER = (
    "# Changements faits depuis le bot sur « {{ slug }} ». Recopiez chaque ligne dans la liste\n"
    "# de même nom du fichier : un slug connu change les clés données, un nouveau s'ajoute."
)


def write_ajustements(tx: Tx, programme: Programme, out: Path) -> str:
    """Write them to `out`; « 3 changements ». Raises OSError."""
    lignes = ajustements.changes(tx, programme.id)
    header = render_line(HEADER, slug=programme.config.slug) + "\n"
    out.write_text(header + ajustements.as_yaml(lignes, programme.fichier), encoding="utf-8")
    return pluriel(len(lignes), "changement")


def additions(database_url: str, config: Dispositif) -> Iterator[str]:
    """What the database of the settings adds to that file; nothing when it holds none of it.

    It is only read: one that does not exist yet, or cannot be read, is no fault of the file.
    """
    database = Database(database_url)
    if database.is_sqlite and not Path(database.url.database or "").is_file():
        return
    with closing(database):
        try:
            yield from _additions(database, config)
        except DBAPIError as error:
            yield f"Base de données non lue ({type(error.orig).__name__})."


def _additions(database: Database, config: Dispositif) -> Iterator[str]:
    if migrate.current(database) != migrate.head():
        return
    with database.transaction() as tx:
        owner = tx.scalars(
            select(DispositifRow.id).where(DispositifRow.slug == config.slug)
        ).first()
        lignes = ajustements.changes(tx, owner) if owner else []
    if not lignes:
        return
    yield f"La base ajoute {pluriel(len(lignes), 'changement')} : {_by_list(lignes)}."
    try:
        ajustements.applied(config, lignes)
    except DispositifError as error:
        for problem in error.problems:
            yield f"Attention : avec ces changements, {problem}"


def _by_list(lignes: list[LigneAjustee]) -> str:
    times = Counter(ligne.cle for ligne in lignes)
    return ", ".join(f"{cle} ({count})" for cle, count in times.items())
