"""The comparison of schemas sees every difference that matters, and no other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.machine.db import Database
from tests.storage.reflected import Fact, schema

Lamp = dict[str, Any]


@pytest.fixture
def bare(empty_database: Database, tmp_path: Path) -> Database:
    """One of each kind in turn, without any table, and a folder for the file."""
    (tmp_path / "var").mkdir()
    return empty_database


def partial(condition: str | None, name: str = "ix_lampe_rang") -> Index:
    where = None if condition is None else text(condition)
    return Index(name, "rang", unique=True, sqlite_where=where, postgresql_where=where)


def lamp(**other: Any) -> list[Any]:
    """What makes the table « lampe », one of each kind; a piece that is None is left out."""
    pieces: Lamp = {
        "id": Column("id", Integer, nullable=False, autoincrement=False),
        "nom": Column("nom", String(64), nullable=False),
        "rang": Column("rang", Integer, nullable=True),
        "rue": Column("rue_id", Integer, nullable=False),
        "etat": Column("etat", Text, nullable=True),
        "key": PrimaryKeyConstraint("id", name="pk_lampe"),
        "foreign": ForeignKeyConstraint(["rue_id"], ["rue.id"], name="fk_lampe_rue_id"),
        "unique": UniqueConstraint("nom", "rue_id", name="uq_lampe_nom_rue_id"),
        "check": CheckConstraint("rang > 0", name="ck_lampe_rang"),
        "index": Index("ix_lampe_rue_id_nom", "rue_id", "nom"),
        "partial": partial("rang IS NOT NULL"),
    }
    return [piece for piece in (pieces | other).values() if piece is not None]


def made(database: Database, pieces: list[Any]) -> set[Fact]:
    """What the database says of « lampe » made of these pieces; nothing is left of it."""
    tables = MetaData()
    Table("rue", tables, Column("id", Integer, primary_key=True))
    Table("lampe", tables, *pieces)
    tables.create_all(database.engine)
    said = {fact for fact in schema(database) if fact.table == "lampe"}
    tables.drop_all(database.engine)
    return said


DIFFERENCES: dict[str, Callable[[], Lamp]] = {
    "one column less": lambda: {"etat": None},
    "one column more": lambda: {"plus": Column("plus", Integer)},
    "another type": lambda: {"nom": Column("nom", String(65), nullable=False)},
    "another nullability": lambda: {"nom": Column("nom", String(64), nullable=True)},
    "a default": lambda: {"rang": Column("rang", Integer, server_default="1")},
    "no primary key": lambda: {"key": None},
    "another primary key": lambda: {"key": PrimaryKeyConstraint("id", "nom", name="pk_lampe")},
    "no foreign key": lambda: {"foreign": None},
    "another deed when the other row goes": lambda: {
        "foreign": ForeignKeyConstraint(
            ["rue_id"], ["rue.id"], name="fk_lampe_rue_id", ondelete="CASCADE"
        )
    },
    "no unique constraint": lambda: {"unique": None},
    "a unique constraint of another name": lambda: {"unique": UniqueConstraint("nom", "rue_id")},
    "no check": lambda: {"check": None},
    "another check": lambda: {"check": CheckConstraint("rang > 1", name="ck_lampe_rang")},
    "no index": lambda: {"index": None},
    "an index in another order": lambda: {"index": Index("ix_lampe_rue_id_nom", "nom", "rue_id")},
    "an index that is unique": lambda: {
        "index": Index("ix_lampe_rue_id_nom", "rue_id", "nom", unique=True)
    },
    "no partial condition": lambda: {"partial": partial(None)},
    "another partial condition": lambda: {"partial": partial("rang IS NULL")},
    "an index of another name": lambda: {"partial": partial("rang IS NOT NULL", "ix_autre")},
}


def test_every_difference_is_seen(bare: Database) -> None:
    same = made(bare, lamp())
    unseen = {name for name, other in DIFFERENCES.items() if made(bare, lamp(**other())) == same}
    assert unseen == set()


def test_two_tables_made_alike_are_alike(bare: Database) -> None:
    assert made(bare, lamp()) == made(bare, lamp())


def test_the_order_of_columns_does_not_matter(bare: Database) -> None:
    straight = made(bare, lamp())
    columns = [one for one in lamp() if isinstance(one, Column)]
    others = [one for one in lamp() if not isinstance(one, Column)]
    assert made(bare, columns[::-1] + others) == straight


def test_a_table_less_is_seen(bare: Database) -> None:
    tables = MetaData()
    Table("rue", tables, Column("id", Integer, primary_key=True))
    tables.create_all(bare.engine)
    assert {fact.table for fact in schema(bare)} == {"rue"}


def test_what_differs_is_named(bare: Database) -> None:
    without = made(bare, lamp(check=None))
    (lost,) = made(bare, lamp()) - without
    assert lost[:3] == ("lampe", "check", "ck_lampe_rang")
    assert "rang > 0" in lost.detail
