"""What is asked of a database: statements as they leave, for tests that count or explain them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, event

TEN_YEARS: Final = Path("tests/bench/dix_ans.tsv")
"""`sqlite_stat1` of ten years and fifty binômes of an evening: `tests.bench.histoire`, people on
site, then a whole ANALYZE."""


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


def forget_rows(connection: Connection) -> None:
    """What SQLite knew of the rows; a connection that is opened next knows nothing of them."""
    connection.exec_driver_sql("ANALYZE")
    connection.exec_driver_sql("DELETE FROM sqlite_stat1")


def believe_ten_years(connection: Connection) -> None:
    """A connection that is opened next plans as for ten years of fifty binômes, at work."""
    forget_rows(connection)
    lines = [tuple(line.split("\t")) for line in TEN_YEARS.read_text().splitlines()]
    connection.exec_driver_sql("INSERT INTO sqlite_stat1 VALUES (?, ?, ?)", lines)
