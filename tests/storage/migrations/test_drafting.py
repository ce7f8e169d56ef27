"""A drafted step says what the models have more or less, by the rules of the house."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.machine.base import Instant
from storage.machine.db import Database
from storage.machine.migrate import BaseInutilisable, current, downgrade, head, upgrade
from storage.migrations.__main__ import draft
from storage.models import Base
from tests.storage.reflected import Fact, schema
from tests.test_house_rules import LONGEST_FUNCTION, ROOT, Function, length

ROW_ID = BigInteger().with_variant(Integer(), "sqlite")
KINDS: tuple[Any, ...] = (Boolean(), Double(), Instant(), Integer(), String(64), Text())


@pytest.fixture
def models() -> MetaData:
    """A copy of the models, to which a test adds its own."""
    copy = MetaData(naming_convention=Base.metadata.naming_convention)
    for table in Base.metadata.sorted_tables:
        table.to_metadata(copy)
    return copy


def ruff(*asked: str) -> str:
    """What ruff says of a file, by the rules of this house."""
    command = [sys.executable, "-m", "ruff", *asked, "--config", str(ROOT / "pyproject.toml")]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def drafted(models: MetaData, title: str = "un_essai") -> Path:
    """As `make migration` drafts it."""
    step = draft(title, models)
    ruff("format", str(step))
    return step


def functions(step: Path) -> list[Function]:
    tree = ast.parse(step.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, Function)]


def test_a_draft_of_nothing_new_is_empty(scripts: Path) -> None:
    known = head()
    step = draft("rien de nouveau")
    assert step.name == f"{int(known) + 1:04d}_rien_de_nouveau.py"
    written = step.read_text(encoding="utf-8")
    assert f'down_revision = "{known}"' in written
    assert "op." not in written.partition("def upgrade")[2]
    assert head() == f"{int(known) + 1:04d}"


def with_a_counter(database: Database) -> set[Fact]:
    """What it is made of, now that it holds one row."""
    with database.transaction() as tx:
        tx.execute(text("INSERT INTO compteur (nom, valeur) VALUES ('amiens:V', 324)"))
    return schema(database)


def the_rows(database: Database) -> list[dict[str, Any]]:
    with database.transaction() as tx:
        return [dict(row) for row in tx.execute(text("SELECT * FROM compteur")).mappings()]


def more() -> list[Column[Any]]:
    """One that may be missing, a row elsewhere, and one of each kind that every row has."""
    return [
        Column("plus", Integer, nullable=True),
        Column("ailleurs", ForeignKey("site.id"), index=True),
        Column("nombre", Integer, nullable=False),
        Column("texte", Text, nullable=False),
        Column("oui", Boolean, nullable=False),
        Column("mesure", Double, nullable=False),
        Column("sept", Integer, nullable=False, server_default="7"),
    ]


GIVEN = {"plus": None, "ailleurs": None, "nombre": 0, "texte": "", "oui": False, "mesure": 0.0}
"""What a row that was there before says in each of them, but for the one that says its own."""
COUNTED = {"nom": "amiens:V", "valeur": 324}


def test_columns_of_each_kind_go_forward_and_back(
    released: Database, scripts: Path, models: MetaData
) -> None:
    table, was, known = models.tables["compteur"], with_a_counter(released), head()
    for column in more():
        table.append_column(column)
    drafted(models)
    upgrade(released)
    now = schema(released)
    assert the_rows(released) == [{**COUNTED, **GIVEN, "sept": 7}]
    downgrade(released, known)
    assert (schema(released), the_rows(released)) == (was, [COUNTED])
    table.drop(released.engine)
    table.create(released.engine)
    assert schema(released) == now


def test_what_nobody_can_guess_is_refused_on_rows_rather_than_made_up(
    released: Database, scripts: Path, models: MetaData
) -> None:
    models.tables["compteur"].append_column(Column("plus", String(64), nullable=False))
    known, was = head(), with_a_counter(released)
    drafted(models)
    with pytest.raises(BaseInutilisable, match=r"NOT NULL|null values"):
        upgrade(released)
    assert (current(released), schema(released)) == (known, was)


def a_big_change(models: MetaData) -> None:
    """Two tables more, forty columns and a reference in one, columns changed in two others."""
    a_table(models, "essai", "binome")
    a_table(models, "essai_suite", "essai")
    presence = models.tables["presence"]
    for number in range(40):
        kind = KINDS[number % len(KINDS)]
        presence.append_column(Column(f"numero_{number}", kind, nullable=number % 6 < 3))
    presence.append_column(Column("essai_id", ForeignKey("essai.id"), index=True))
    models.tables["site"].c.slug.type = String(100)
    models.tables["seance"].c.presents.nullable = False


def a_table(models: MetaData, name: str, parent: str) -> None:
    where = text("numero_3 > 0")
    Table(
        name,
        models,
        Column("id", ROW_ID, primary_key=True),
        Column(f"{parent}_id", ForeignKey(f"{parent}.id", ondelete="CASCADE"), index=True),
        *(Column(f"numero_{n}", KINDS[n % len(KINDS)], nullable=False) for n in range(50)),
        UniqueConstraint("numero_4", "numero_5"),
        CheckConstraint("numero_3 >= 0", name=f"ck_{name}_numero"),
        Index(f"ix_{name}_plein", "numero_3", sqlite_where=where, postgresql_where=where),
    )


def test_a_big_change_is_drafted_by_the_rules_of_the_house(
    scripts: Path, models: MetaData
) -> None:
    a_big_change(models)
    for table in models.tables.values():
        table.append_column(Column("partout", String(64), nullable=True))
    there, back_again = drafted(models), drafted(Base.metadata, "retour")
    for step in (there, back_again):
        assert ruff("check", str(step)) == "All checks passed!\n"
        assert {one.name for one in functions(step) if length(one) > LONGEST_FUNCTION} == set()
        assert {one.name for one in functions(step) if one.returns is None} == set()


def test_a_big_change_leads_to_what_the_models_make_and_can_be_taken_back(
    released: Database, scripts: Path, models: MetaData
) -> None:
    """The second draft is of what the base tells of its tables, which the models have no more."""
    plain = schema(released)
    a_big_change(models)
    drafted(models)
    upgrade(released)
    big, there = schema(released), head()
    drafted(Base.metadata, "retour")
    upgrade(released)
    assert schema(released) == plain
    downgrade(released, there)
    assert schema(released) == big
    models.drop_all(released.engine)
    models.create_all(released.engine)
    assert schema(released) == big
