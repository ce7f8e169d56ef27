"""The text of a step to be written: what the models have and the last step has not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from textwrap import indent
from typing import Final, NamedTuple

import sqlalchemy as sa
from alembic.autogenerate import produce_migrations
from alembic.migration import MigrationContext
from alembic.operations.ops import (
    AddColumnOp,
    CreateIndexOp,
    CreateTableOp,
    DropTableOp,
    ModifyTableOps,
    OpContainer,
)

from storage.migrations import wording

REREAD: Final = "# To be reread: what the rows that are already there receive."
LINES: Final = 28
WIDTH: Final = 85
"""Of one function, of one statement: less than the house allows, for what stands around them."""


class Statement(NamedTuple):
    """One statement, and whether it is said to a table (« table. … ») or to the whole base."""

    text: str
    to_table: bool = True


@dataclass(frozen=True, slots=True)
class Way:
    """One way of a step: tables that it makes, others that they point to, functions that alter."""

    made: dict[str, str]
    pointed: set[str]
    functions: dict[str, str]


def drafted(
    connection: sa.Connection, models: sa.MetaData, *, title: str, revision: str, before: str
) -> str:
    """The module that leads from the schema of `connection`, step `before`, to the `models`."""
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    script = produce_migrations(context, models)
    (forward,), (back,) = script.upgrade_ops_list, script.downgrade_ops_list
    body = _body(_way(forward, "forward"), _way(back, "back"))
    numbers = f'revision = "{revision}"\ndown_revision = "{before}"'
    parts = (f'"""{title[:1].upper()}{title[1:]}."""', *_imports(body), numbers, body)
    return "\n\n".join(filter(None, parts)) + "\n"


def _imports(body: str) -> Iterator[str]:
    """What `body` uses, in blocks."""
    yield "from __future__ import annotations"
    tools = {"sa.": "import sqlalchemy as sa", "op.": "from alembic import op"}
    yield "\n".join(line for mark, line in tools.items() if mark in body)
    words = wording.imported(body)
    yield f"from storage.migrations.columns import {', '.join(words)}" if words else ""


def _body(forward: Way, back: Way) -> str:
    """What is run first, then its functions, and the tables and lists that it names last."""
    made = {"NEW": forward.made, "GONE": back.made}
    changes = {"FORWARD": forward.functions, "BACK": back.functions}
    held = {name for name, code in (made | changes).items() if code}
    parts = ["TABLES = new_tables()"] if held & made.keys() else []
    parts += [_function("upgrade", _moves("NEW", "FORWARD", "GONE", held))]
    parts += [_function("downgrade", _moves("GONE", "BACK", "NEW", held))]
    parts += [*forward.functions.values(), *back.functions.values()]
    parts += [_stubs((forward.pointed | back.pointed) - forward.made.keys() - back.made.keys())]
    parts += [f"{name} = [{', '.join(made[name].values())}]" for name in made if name in held]
    parts += [f"{name} = ({', '.join(changes[name])},)" for name in changes if name in held]
    return "\n\n".join(filter(None, parts))


def _moves(made: str, changed: str, dropped: str, held: set[str]) -> Iterator[str]:
    """Tables are made before what points to them is changed, and dropped after."""
    if made in held:
        yield f"TABLES.create_all(op.get_bind(), tables={made}, checkfirst=False)"
    if changed in held:
        yield f"for change in {changed}:\n    change()"
    if dropped in held:
        yield f"TABLES.drop_all(op.get_bind(), tables={dropped}, checkfirst=False)"


def _stubs(pointed: set[str]) -> str:
    """Tables of steps before, that the new ones point to."""
    stub = "    sa.Table(_name, TABLES, row_id())"
    return f"for _name in {sorted(pointed)!r}:\n{stub}" if pointed else ""


def _function(name: str, statements: Iterator[str]) -> str:
    return f"def {name}() -> None:\n" + indent("\n".join(statements) or "pass", "    ")


def _way(changes: OpContainer, name: str) -> Way:
    made = {op.table_name: op for op in changes.ops if isinstance(op, CreateTableOp)}
    gone = {op.table_name for op in changes.ops if isinstance(op, DropTableOp)}
    altered = [op for op in changes.ops if isinstance(op, ModifyTableOps)]
    others = [op for op in altered if op.table_name not in made.keys() | gone]
    return Way(
        made={name: _table(op, altered) for name, op in made.items()},
        pointed={table for op in made.values() for table in _pointed(op)},
        functions=dict(function for op in others for function in _functions(op, name)),
    )


def _pointed(made: CreateTableOp) -> set[str]:
    return {key.target_fullname.partition(".")[0] for key in made.to_table().foreign_keys}


def _table(made: CreateTableOp, altered: Sequence[ModifyTableOps]) -> str:
    """With its indexes, which Alembic tells apart."""
    own = [op for change in altered if change.table_name == made.table_name for op in change.ops]
    return wording.table(made, [op for op in own if isinstance(op, CreateIndexOp)])


def _functions(altered: ModifyTableOps, way: str) -> Iterator[tuple[str, str]]:
    """As many as it takes for each to be read on one screen."""
    for number, held in enumerate(_packed(_statements(altered)), start=1):
        name = f"_{altered.table_name}_{way}" + (f"_{number}" if number > 1 else "")
        yield name, _function(name, _grouped(altered.table_name, held))


def _packed(statements: Iterator[Statement]) -> Iterator[list[Statement]]:
    held: list[Statement] = []
    for statement in statements:
        if held and sum(map(_height, [*held, statement])) > LINES:
            yield held
            held = []
        held.append(statement)
    if held:
        yield held


def _height(statement: Statement) -> int:
    """How many lines at most once formatted: one may break after a comma and at each bracket."""
    text = " ".join(statement.text.split())
    return 1 if len(text) <= WIDTH else 1 + len(re.findall(r"[,()\[\]]", text))


def _grouped(table: str, statements: Sequence[Statement]) -> Iterator[str]:
    for to_table, alike in groupby(statements, key=lambda statement: statement.to_table):
        text = "\n".join(statement.text for statement in alike)
        batch = f"with op.batch_alter_table({table!r}) as table:\n"
        yield batch + indent(text, "    ") if to_table else text


def _statements(altered: ModifyTableOps) -> Iterator[Statement]:
    """A column that every row must have comes empty, is filled, and is required only then."""
    table = altered.table_name
    required = [op for op in altered.ops if isinstance(op, AddColumnOp) and _is_required(op)]
    for op in required:
        yield Statement(wording.statement(op).replace("nullable=False", "nullable=True"))
    if required:
        yield Statement(REREAD, to_table=False)
    for op in required:
        zero = wording.zero(op.column)
        fill = f"UPDATE {table} SET {op.column.name} = {zero}"  # noqa: S608 - text of a step
        yield Statement(f'op.execute("{fill}")', to_table=False)
    for op in required:
        yield Statement(f"table.alter_column({op.column.name!r}, nullable=False)")
    yield from (Statement(wording.statement(op)) for op in altered.ops if op not in required)


def _is_required(added: AddColumnOp) -> bool:
    return not added.column.nullable and added.column.server_default is None
