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
    return {fact for fact in _facts(inspect(database.engine)) if fact.table != "alembic_version"}


def _facts(said: Inspector) -> Iterator[Fact]:
    things: dict[str, Mapping[Any, Any]] = {
        "column": said.get_multi_columns(),
        "primary key": said.get_multi_pk_constraint(),
        "foreign key": said.get_multi_foreign_keys(),
        "unique": said.get_multi_unique_constraints(),
        "check": said.get_multi_check_constraints(),
        "index": said.get_multi_indexes(),
    }
    for kind, tables in things.items():
        for (_, table), found in tables.items():
            for thing in found if isinstance(found, list) else [found]:
                yield Fact(table, kind, str(thing["name"]), _written(_detail(said, thing)))


def _detail(said: Inspector, thing: Mapping[str, Any]) -> dict[str, Any]:
    """All but its name; a type in the database's own words, « TIMESTAMP WITH TIME ZONE »."""
    detail = {key: value for key, value in thing.items() if key != "name"}
    if "type" in detail:
        detail["type"] = detail["type"].compile(said.dialect)
    return detail


def _written(value: Any) -> str:
    """Whatever the reflection found, in one order; what it did not find is left out."""
    if isinstance(value, Mapping):
        held = ((key, _written(one)) for key, one in sorted(value.items()))
        return "; ".join(f"{key}={one}" for key, one in held if one)
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)
