"""The base of every table: names of constraints, and instants that are always aware and in UTC."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any, Final

from sqlalchemy import (
    JSON,
    BigInteger,
    ColumnElement,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Text,
    literal_column,
    text,
)
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.types import TypeDecorator

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Instant(TypeDecorator[datetime]):
    """An aware datetime, stored in UTC (as text without its zone on SQLite)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime {value!r}: every instant carries its zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Every table of Carnet de rue."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it from the class
        datetime: Instant(),
        dict[str, Any]: JSON(),
        list[Any]: JSON(),
        str: Text(),
    }


# SQLite numbers its rows by itself only in INTEGER columns.
RowId = Annotated[
    int, mapped_column(BigInteger().with_variant(Integer(), "sqlite"), primary_key=True)
]
RowNumber = Annotated[int, mapped_column(BigInteger())]
TelegramId = Annotated[int, mapped_column(BigInteger())]
Slug = Annotated[str, mapped_column(String(64))]
CODE: Final = "code"
"""In the `info` of a column: it holds what the program wrote or checked, never free words (P7)."""
Code = Annotated[str, mapped_column(Text(), info={CODE: True})]
"""A key, a number that we gave, an address."""
Codes = Annotated[list[Any], mapped_column(JSON(), info={CODE: True})]
"""Several at once, or the ids of rows."""
Former = Annotated[dict[str, Any], mapped_column(JSON(none_as_null=True), info={CODE: True})]
"""What some columns of a row held before a deed: states, dates, slugs (`storage.avant`)."""


PARTIAL: Final = "partial"
"""In the `info` of an index: the condition of its rows."""


def ref(table: str, *, index: bool = True) -> Any:
    """A foreign key to `table`, indexed: every list of rows is read through one of these.

    index=False where a longer index of the same table begins with it.
    """
    return mapped_column(ForeignKey(f"{table}.id"), index=index)


def partial(name: str, condition: str, *columns: str, unique: bool = False) -> Index:
    """An index of the rows of which `condition` holds alone: the others cost it nothing.

    PostgreSQL is told by `tell_postgresql`: its dialect is 3 MB that a SQLite bot never needs.
    """
    where = text(condition)
    return Index(name, *columns, unique=unique, sqlite_where=where, info={PARTIAL: where})


def tell_postgresql() -> None:
    """Give PostgreSQL the conditions of the partial indexes; again changes nothing."""
    for table in Base.metadata.tables.values():
        for index in table.indexes:
            if PARTIAL in index.info:
                index.dialect_options["postgresql"]["where"] = index.info[PARTIAL]


def is_one_of(column: Any, *words: str) -> ColumnElement[bool]:
    """Word for word the condition « column IN ('…', '…') » of a partial index.

    Bound values would not do: SQLite could not tell that the index has every row asked for. An
    equality beside it with a bound value is no better: it plans the statement anew each time.
    """
    condition: ColumnElement[bool] = column.in_([literal_column(f"'{word}'") for word in words])
    return condition
