"""What a database says of its own schema, as plain facts: two ways of making one are compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import inspect
from sqlalchemy.engine.reflection import Inspector

from storage.machine.db import Database


class Fact(NamedTuple):
    """Such as ("photo", "index", "ix_photo_objet_objet_id", "column_names=objet, objet_id")."""

    table: str
    kind: str
    name: str
    detail: str


def schema(database: Database) -> set[Fact]:
    """Every table but Alembic's own: columns, keys, unique constraints, checks, indexes.

    A set: in which order the columns of a table stand is nobody's business.
    """
    said = inspect(database.engine)
    tables = set(said.get_table_names()) - {"alembic_version"}
    return {fact for table in tables for fact in _facts(said, table)}


def _facts(said: Inspector, table: str) -> Iterator[Fact]:
    things: dict[str, list[Any]] = {
        "column": [_typed(said, column) for column in said.get_columns(table)],
        "primary key": [said.get_pk_constraint(table)],
        "foreign key": said.get_foreign_keys(table),
        "unique": said.get_unique_constraints(table),
        "check": said.get_check_constraints(table),
        "index": said.get_indexes(table),
    }
    for kind, found in things.items():
        for thing in found:
            yield Fact(table, kind, str(thing["name"]), _written(_without_name(thing)))


def _typed(said: Inspector, column: Mapping[str, Any]) -> dict[str, Any]:
    """With its type in the database's own words, such as « TIMESTAMP WITH TIME ZONE »."""
    return {**column, "type": column["type"].compile(said.dialect)}


def _without_name(thing: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in thing.items() if key != "name"}


def _written(value: Any) -> str:
    """Whatever the reflection found, in one order; what it did not find is left out."""
    if isinstance(value, Mapping):
        held = ((key, _written(one)) for key, one in sorted(value.items()))
        return "; ".join(f"{key}={one}" for key, one in held if one)
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)
