"""Hot statements: SQLAlchemy Core values written once, compiled once for each engine.

They run on the driver's own cursor, which is what makes them cheap: SQLAlchemy writes the SQL and
knows the types, and stays out of each execution.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Dialect, Insert, Select, UpdateBase
from sqlalchemy.orm import make_transient_to_detached
from sqlalchemy.orm.util import identity_key
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

from storage.machine.db import Tx, refused

R = TypeVar("R")
HotStatement = Select[Any] | UpdateBase
Values = Mapping[str, Any]
Processor = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _Form:
    """A statement as one engine's driver takes it."""

    sql: str
    names: tuple[str, ...] | None
    """The order of its parameters; None where the driver takes them by name."""
    constants: Values
    writers: Mapping[str, Processor]
    readers: tuple[tuple[int, Processor], ...]

    def parameters(self, values: Values) -> Any:
        given = {**self.constants, **values}
        for name, write in self.writers.items():
            given[name] = write(given[name])
        return given if self.names is None else tuple(given[name] for name in self.names)

    def read(self, row: Sequence[Any]) -> Sequence[Any]:
        if not self.readers:
            return row
        values = list(row)
        for at, read in self.readers:
            values[at] = read(values[at])
        return values


class Prepared(Generic[R]):
    """A statement without expanding lists; each row that it gives is made into an `R`.

    Nothing is flushed before it runs: it is for rows that no ORM object of the transaction
    changed. Raises what SQLAlchemy would.
    """

    def __init__(
        self,
        statement: HotStatement | Callable[[str], HotStatement],
        make: Callable[..., R],
        columns: Sequence[str] = (),
    ) -> None:
        """`statement` may be made for each engine, by its name; `columns` are those inserted."""
        self._statement = statement
        self._make = make
        self._columns = columns
        self._forms: dict[str, _Form] = {}

    def all(self, tx: Tx, values: Values) -> list[R]:
        """Every row."""
        form, cursor = self._run(tx, values)
        return [self._make(*form.read(row)) for row in cursor.fetchall()]

    def first(self, tx: Tx, values: Values) -> R | None:
        """The first row, if there is any."""
        form, cursor = self._run(tx, values)
        row = cursor.fetchone()
        return None if row is None else self._make(*form.read(row))

    def change(self, tx: Tx, values: Values) -> int:
        """How many rows were written."""
        _form, cursor = self._run(tx, values)
        return int(cursor.rowcount)

    def each(self, tx: Tx, rows: Sequence[Values]) -> None:
        """Once for each, in order."""
        if rows:
            form = self._form(tx)
            _execute(tx, form, [form.parameters(row) for row in rows], many=True)

    def _run(self, tx: Tx, values: Values) -> tuple[_Form, Any]:
        form = self._form(tx)
        return form, _execute(tx, form, form.parameters(values), many=False)

    def _form(self, tx: Tx) -> _Form:
        form = self._forms.get(tx.dialect.name)
        if form is None:
            written = self._statement
            statement = written(tx.dialect.name) if callable(written) else written
            form = self._forms[tx.dialect.name] = _form(statement, self._columns, tx.dialect)
        return form


def as_read(tx: Tx, row: R) -> R:
    """`row`, made of what a prepared statement gave, as if `tx` had read it itself.

    The one that `tx` knows already is given instead: it may have been changed since.
    """
    make_transient_to_detached(row)
    known: R | None = tx.identity_map.get(identity_key(instance=row))
    if known is not None:
        return known
    tx.add(row)
    tx.held.append(row)
    return row


def _execute(tx: Tx, form: _Form, parameters: Any, *, many: bool) -> Any:
    cursor = tx.driver.cursor()
    # Whoever listens to the engine hears these statements as any other.
    for hears in tx.engine.dispatch.before_cursor_execute:
        hears(None, cursor, form.sql, parameters, None, many)
    try:
        (cursor.executemany if many else cursor.execute)(form.sql, parameters)
    except tx.dialect.loaded_dbapi.Error as error:
        raise refused(form.sql, error, tx.dialect) from error
    return cursor


def _form(statement: HotStatement, columns: Sequence[str], dialect: Dialect) -> _Form:
    if isinstance(statement, Insert) and not _returned(statement):
        # Else PostgreSQL would be asked for ids that nobody reads.
        statement = statement.inline()
    compiled = statement.compile(dialect=dialect, column_keys=list(columns) or None)
    if not isinstance(compiled, SQLCompiler) or "POSTCOMPILE" in compiled.string:
        raise TypeError(f"{statement} is not written for good before its values are known")
    binds = {name: bind for bind, name in compiled.bind_names.items()}
    writers = {name: _writer(bind.type, dialect) for name, bind in binds.items()}
    constants = {name: bind.effective_value for name, bind in binds.items() if not bind.required}
    given = statement.selected_columns if isinstance(statement, Select) else _returned(statement)
    readers = [_reader(column.type, dialect) for column in given]
    return _Form(
        sql=compiled.string,
        names=tuple(compiled.positiontup) if compiled.positiontup is not None else None,
        constants=constants,
        writers={name: write for name, write in writers.items() if write},
        readers=tuple((at, read) for at, read in enumerate(readers) if read),
    )


def _returned(statement: UpdateBase) -> Sequence[Any]:
    return list(statement.exported_columns)


def _writer(kind: TypeEngine[Any], dialect: Dialect) -> Processor | None:
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _reader(kind: TypeEngine[Any], dialect: Dialect) -> Processor | None:
    return kind.dialect_impl(dialect).result_processor(dialect, None)
