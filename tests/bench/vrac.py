"""Rows by the million: kept aside, then loaded table after table by the bare driver."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

from sqlalchemy import Connection, Table, func, select, text

from storage.models import Base

FULL = 50_000
"""So many rows waiting are loaded."""

Row = dict[str, Any]


class Vrac:
    """Numbers rows as it takes them; within one transaction of `connection`, SQLite or PostgreSQL.

    A parent is taken before its children: rows are loaded in the order of the foreign keys.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._waiting: dict[Table, list[Row]] = defaultdict(list)
        self._ids: dict[Table, Iterator[int]] = {}
        self._load = _copy if connection.dialect.name == "postgresql" else _insert
        self.rows = 0

    def add(self, model: Any, **values: Any) -> int:
        """One more row of a mapped class; its id, unless it was given one."""
        table: Table = model.__table__
        if "id" in table.c:
            values.setdefault("id", next(self._numbers(table)))
        self._waiting[table].append(values)
        self.rows += 1
        return int(values.get("id", 0))

    def begin_at(self, model: Any, first: int) -> None:
        """The next row of that class has the number `first`."""
        self._ids[model.__table__] = count(first)

    def load_if_full(self) -> None:
        if sum(map(len, self._waiting.values())) >= FULL:
            self.load()

    def load(self) -> None:
        """Everything that waits."""
        for table in Base.metadata.sorted_tables:
            rows = self._waiting.pop(table, [])
            if rows:
                self._load(self._connection, table, rows)

    def close(self) -> None:
        """The last rows; PostgreSQL then numbers on from them."""
        self.load()
        if self._connection.dialect.name == "postgresql":
            for table in self._ids:
                series = f"pg_get_serial_sequence('{table.name}', 'id')"
                self._connection.execute(
                    text(f"SELECT setval({series}, (SELECT max(id) FROM {table.name}))")
                )

    def _numbers(self, table: Table) -> Iterator[int]:
        if table not in self._ids:
            last = self._connection.execute(select(func.max(table.c.id))).scalar() or 0
            self._ids[table] = count(last + 1)
        return self._ids[table]


def _insert(connection: Connection, table: Table, rows: list[Row]) -> None:
    names = [column.name for column in table.columns]
    marks = ", ".join("?" * len(names))
    statement = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({marks})"
    connection.connection.cursor().executemany(
        statement, list(_driver_rows(connection, table, rows))
    )


def _copy(connection: Connection, table: Table, rows: list[Row]) -> None:
    names = ", ".join(column.name for column in table.columns)
    with connection.connection.cursor().copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
        for row in _driver_rows(connection, table, rows):
            copy.write_row(row)


def _driver_rows(
    connection: Connection, table: Table, rows: list[Row]
) -> Iterator[tuple[Any, ...]]:
    """Each row as the driver takes it, in the order of the columns; what is not said is NULL."""
    return zip(*(_column(connection, column, rows) for column in table.columns), strict=True)


def _column(connection: Connection, column: Any, rows: list[Row]) -> list[Any]:
    values = [row.get(column.name) for row in rows]
    impl = column.type.dialect_impl(connection.dialect)
    process: Callable[[Any], Any] | None = impl.bind_processor(connection.dialect)
    if process is None:
        return values
    return [None if value is None else process(value) for value in values]
