"""What is asked of a database: statements as they leave, for tests that count or explain them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, event


@dataclass(frozen=True, slots=True)
class Statement:
    """As the driver was given it."""

    sql: str
    values: Any

    def plan(self, connection: Connection) -> str:
        """How SQLite would read its rows."""
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {self.sql}", self.values)
        return "\n".join(str(row[-1]) for row in rows)


@contextmanager
def statements(engine: Engine) -> Iterator[list[Statement]]:
    """Those that leave while the block runs, prepared ones too."""
    said: list[Statement] = []

    def hear(_connection: Any, _cursor: Any, sql: str, values: Any, *_rest: Any) -> None:
        said.append(Statement(sql, values))

    event.listen(engine, "before_cursor_execute", hear)
    try:
        yield said
    finally:
        event.remove(engine, "before_cursor_execute", hear)
