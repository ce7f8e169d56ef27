"""Alembic's operations as the steps write them: in the words of `columns`, with frozen names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final, Literal

import sqlalchemy as sa
from alembic.autogenerate import render_python_code
from alembic.operations.ops import (
    AddColumnOp,
    CreateIndexOp,
    CreateTableOp,
    MigrateOperation,
    ModifyTableOps,
    UpgradeOps,
)
from sqlalchemy.dialects.sqlite.base import SQLiteDialect

from storage.migrations import columns

SQLITE: Final = SQLiteDialect()
KINDS: Final = (
    *("BIG", "BOOLEAN", "DATE", "DOUBLE", "INSTANT", "INTEGER", "JSON", "SLUG", "TEXT", "TIME"),
)
KNOWN: Final = {getattr(columns, word).compile(SQLITE): word for word in KINDS}
"""By what SQLite calls it: a model's type and the one that a base tells have the same word."""

ZERO: Final = {"BIG": "0", "BOOLEAN": "false", "DOUBLE": "0", "INTEGER": "0", "TEXT": "''"}


def kind(type_: sa.types.TypeEngine[Any]) -> str | None:
    """The word of `columns` for a type, such as « SLUG »; None when there is none."""
    word = KNOWN.get(type_.compile(SQLITE))
    return "ROW_ID" if word == "INTEGER" and isinstance(type_, sa.BigInteger) else word


def zero(column: sa.Column[Any]) -> str:
    """What rows already there may receive, in SQL. Of most kinds nothing is made up: NULL."""
    return ZERO.get(kind(column.type) or "", "NULL")


def statement(change: MigrateOperation) -> str:
    """One thing said to a table: « table.drop_column('nom') »."""
    if isinstance(change, AddColumnOp):
        _widen(change.column)
    if isinstance(change, CreateIndexOp) and "sqlite_where" in change.kw:
        change.kw.setdefault("postgresql_where", change.kw["sqlite_where"])
    text = _rendered(ModifyTableOps("table", [change]))
    return text.partition(" as batch_op:\n")[2].replace("batch_op.", "table.").strip()


def table(made: CreateTableOp, indexes: Sequence[CreateIndexOp]) -> str:
    """« sa.Table('photo', TABLES, sa.Column(…), …, sa.Index(…)) »."""
    for column in made.columns:
        _widen(column)
    _, _, parts = _rendered(made).partition(f"op.create_table({made.table_name!r},")
    held = [parts.strip().removesuffix(")").strip(), *map(_index, indexes)]
    return f"sa.Table({made.table_name!r}, TABLES, {', '.join(held)})"


def imported(text: str) -> list[str]:
    """The words of `columns` that `text` uses, in the order that ruff wants."""
    words = (*sorted((*KINDS, "ROW_ID")), "new_tables", "row_id")
    return [word for word in words if re.search(rf"\b{word}\b", text)]


def _rendered(change: MigrateOperation) -> str:
    """As Alembic writes it between its two remarks; a name is taken as it is, not made again."""
    text = render_python_code(UpgradeOps([change]), render_as_batch=True, render_item=_word)
    inner = text.partition("\n")[2].rpartition("# ###")[0]
    return re.sub(r"\b(?:batch_)?op\.f\(('[^']*')\)", r"\1", inner)


def _word(what: str, item: Any, _context: Any) -> str | Literal[False]:
    """Alembic asks it of everything that it writes; False leaves that to it."""
    return (what == "type" and kind(item)) or False


def _index(created: CreateIndexOp) -> str:
    """As a part of its table: « sa.Index('n', 'a', unique=True) »."""
    pattern = r"^table\.create_index\((.+?), \[(.*?)\]"
    return re.sub(pattern, r"sa.Index(\1, \2", statement(created), flags=re.DOTALL)


def _widen(column: Any) -> None:
    """SQLite tells the type of a key as INTEGER; every key is wider elsewhere."""
    is_key = isinstance(column, sa.Column) and isinstance(column.type, sa.INTEGER)
    if is_key and (column.primary_key or column.foreign_keys):
        column.type = columns.ROW_ID
