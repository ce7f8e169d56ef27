"""A whole base poured into an empty one, of the other engine or not, and read again row by row."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import Row, Table, func, insert, select, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from bot.rendering import render_line
from bot.sauvegarde.copie import BackupError
from storage.machine import migrate
from storage.machine.db import Database, Tx
from storage.machine.tables import Bail
from storage.models import Base

Lots = Sequence[Row[Any]]
HASHES: Final = 1 << 256
CHUNK: Final = 1000
"""Rows in hand at once."""
AUTRE_SCHEMA: Final = (
    "la base {{ url }} est au schéma {{ schema }}, ce programme au {{ head }} : "
    "« carnet migrate » d'abord"
)
PAS_VIDE: Final = (
    "la base {{ url }} n'est pas vide ({{ quoi }}) : donnez-en une neuve, rien n'a été copié"
)
VIVANTE: Final = (
    "un bot travaille sur {{ url }} : arrêtez-le, attendez une minute, puis recommencez ; "
    "rien n'a été copié"
)
DIFFERENTE: Final = "{{ table }} diffère d'une base à l'autre : rien n'a été copié"


def pour(source: URL, target: URL, now: datetime) -> dict[str, int]:
    """Every row of `source` in `target`, under the same numbers; each was read again there.

    How many rows there are, by table.

    1. Nobody works on the source, and the target is new. 2. In one transaction, table after
    table, parents first. 3. Every row is read again. 4. PostgreSQL goes on from the last number.
    5. Nobody began to work on the source meanwhile.
    Raises BackupError: no row is left in the target then.
    """
    try:
        with closing(Database(source.render_as_string(hide_password=False))) as old:
            _expect_still(old, now)
            with closing(Database(target.render_as_string(hide_password=False))) as new:
                _expect_new(new)
                return _poured(old, new, now)
    except (migrate.BaseInutilisable, DBAPIError) as error:
        raise BackupError(str(error).partition("\n")[0]) from error


def _poured(old: Database, new: Database, now: datetime) -> dict[str, int]:
    tables = Base.metadata.sorted_tables
    with old.reading() as origin, new.transaction() as tx:
        marks = {table.name: _mark(_inserted(origin, tx, table)) for table in tables}
        for table in tables:
            if _mark(_read(tx, table)) != marks[table.name]:
                raise BackupError(render_line(DIFFERENTE, table=table.name))
        if not new.is_sqlite:
            _go_on_from(tx, tables)
        _expect_still(old, now)
    return {name: count for name, (count, _hash) in marks.items()}


def _expect_still(old: Database, now: datetime) -> None:
    """Raises BackupError for a base of another schema, or on which a bot still works."""
    url = old.url.render_as_string()
    if (schema := migrate.current(old)) != migrate.head():
        raise BackupError(render_line(AUTRE_SCHEMA, url=url, schema=schema, head=migrate.head()))
    with old.reading() as tx:
        alive = select(Bail.nom).where(Bail.titulaire != "", Bail.expire_le > now)
        if tx.execute(alive).first():
            raise BackupError(render_line(VIVANTE, url=url))


def _expect_new(new: Database) -> None:
    """Give it its tables. Raises BackupError, and changes nothing, when it has some that hold
    something, or that are of another schema."""
    schema, url = migrate.current(new), new.url.render_as_string()
    if schema is None:
        migrate.upgrade(new)
    elif schema != migrate.head():
        raise BackupError(render_line(PAS_VIDE, url=url, quoi=f"schéma {schema}"))
    with new.reading() as tx:
        for table in Base.metadata.sorted_tables:
            if tx.execute(select(table).limit(1)).first():
                raise BackupError(render_line(PAS_VIDE, url=url, quoi=table.name))


def _inserted(origin: Tx, tx: Tx, table: Table) -> Iterator[Lots]:
    """What was read there, once it is written here."""
    for some in _read(origin, table):
        tx.execute(insert(table), [dict(row._mapping) for row in some])
        yield some


def _mark(read: Iterable[Lots]) -> tuple[int, int]:
    """How many rows, and what they are, in whatever order: engines sort words each its own way."""
    kept = count = 0
    for some in read:
        count += len(some)
        for row in some:
            values = [_plain(value) for value in row]
            said = json.dumps(values, sort_keys=True, default=repr).encode()
            kept = (kept + int.from_bytes(sha256(said).digest())) % HASHES
    return count, kept


def _plain(value: Any) -> Any:
    """An instant is the same whatever zone a server tells it in."""
    return value.timestamp() if isinstance(value, datetime) else value


def _read(tx: Tx, table: Table) -> Iterator[Lots]:
    """In the order of their numbers: a row that names another of its table comes after it."""
    rows = select(table).order_by(*table.primary_key.columns)
    return tx.execute(rows, execution_options={"yield_per": CHUNK}).partitions(CHUNK)


def _go_on_from(tx: Tx, tables: Iterable[Table]) -> None:
    """A server numbers rows by itself: from the last number that was given."""
    for table in tables:
        if "id" in table.c:
            last = tx.execute(select(func.max(table.c.id))).scalar()
            if last is not None:
                sequence = "SELECT setval(pg_get_serial_sequence(:table, 'id'), :last)"
                tx.execute(text(sequence), {"table": table.name, "last": last})
