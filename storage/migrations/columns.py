"""A short way to write tables down in a step; what it makes never changes."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

# SQLite numbers its rows by itself only in INTEGER columns.
ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
BIG = sa.BigInteger()
BOOLEAN = sa.Boolean()
DATE = sa.Date()
DOUBLE: sa.types.TypeEngine[float] = sa.Double()
INSTANT = sa.DateTime(timezone=True)
INTEGER = sa.Integer()
JSON = sa.JSON()
SLUG = sa.String(64)
TEXT = sa.Text()
TIME = sa.Time()


def new_tables() -> sa.MetaData:
    """The tables of one step, with constraints named as everywhere."""
    return sa.MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def row_id() -> sa.Column[int]:
    return sa.Column("id", ROW_ID, primary_key=True)


def key(name: str) -> sa.Column[str]:
    return sa.Column(name, TEXT, primary_key=True)


def cols(kind: sa.types.TypeEngine[Any], *names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, kind, nullable=False) for name in names]


def opts(kind: sa.types.TypeEngine[Any], *names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, kind, nullable=True) for name in names]


def ref(table: str, name: str = "", *, null: bool = False) -> sa.Column[int]:
    foreign = sa.ForeignKey(f"{table}.id")
    return sa.Column(name or f"{table}_id", ROW_ID, foreign, nullable=null, index=True)


def partial(name: str, condition: str, *columns: str, unique: bool = False) -> sa.Index:
    where = sa.text(condition)
    return sa.Index(name, *columns, unique=unique, sqlite_where=where, postgresql_where=where)
