"""All that is kept of one person of the team: what they have the right to be given."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time
from typing import Any, Final

from sqlalchemy import Table, or_, select

from storage import appartenances
from storage.conservation.auteurs import who_columns
from storage.machine.db import Tx
from storage.models import Base, Personne

MOST: Final = 5000
"""Rows of one table, the newest; a year of one person has fewer."""
SECRET: Final = frozenset({"pseudonyme"})
"""Who is behind a pseudonym is told to nobody."""


def known_of(tx: Tx, person: Personne) -> dict[str, list[dict[str, Any]]]:
    """By table, the rows that name them, under an older phone too; instants in ISO 8601 (UTC)."""
    mine = appartenances.ids(tx, person)
    found = {Personne.__tablename__: _rows(tx, Base.metadata.tables["personne"], ["id"], mine)}
    for table in Base.metadata.sorted_tables:
        names = who_columns(table)
        if names and table.name not in SECRET and (rows := _rows(tx, table, names, mine)):
            found[table.name] = rows
    return found


def _rows(
    tx: Tx, table: Table, names: Collection[str], ids: Collection[int]
) -> list[dict[str, Any]]:
    named = or_(*(table.c[name].in_(ids) for name in names))
    newest = select(table).where(named).order_by(table.c.id.desc()).limit(MOST)
    return [
        {name: _plain(value) for name, value in row._mapping.items()} for row in tx.execute(newest)
    ]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime | date | time) else value
