"""Inserting a row at most once, said the same way to SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import Insert

from storage.machine.db import Tx


def insert_once(tx: Tx, table: Any, rows: Sequence[dict[str, Any]]) -> None:
    """Insert `rows` into a mapped class; a row whose unique key is already there is left alone."""
    if rows:
        dialect = tx.get_bind().dialect.name
        tx.connection().execute(_statement(table.__table__, dialect), rows)


@cache
def _statement(table: Table, dialect: str) -> Insert:
    maker: Any = sqlite.insert if dialect == "sqlite" else postgresql.insert
    statement: Insert = maker(table).on_conflict_do_nothing()
    return statement


def insert_first(tx: Tx, table: Any, row: dict[str, Any]) -> bool:
    """Insert `row` into a mapped class; False when its unique key was already there."""
    dialect = tx.get_bind().dialect.name
    statement = _statement(table.__table__, dialect).returning(table.__table__.c.id)
    return tx.connection().execute(statement, row).first() is not None
