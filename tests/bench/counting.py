"""What a process asks of SQLite, counted at the driver: whoever asks, nothing escapes."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event

FRAME = ("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA")
"""What holds statements together, and is none."""


@contextmanager
def counting() -> Iterator[Counter[str]]:
    """« statements » and « transactions » of every SQLite base that is opened meanwhile."""
    asked: Counter[str] = Counter()

    class CountedCursor(sqlite3.Cursor):
        """Many rows at once are one statement."""

        def execute(self, sql: str, *rest: Any) -> Any:
            asked["statements"] += not sql.startswith(FRAME)
            return super().execute(sql, *rest)

        def executemany(self, sql: str, *rest: Any) -> Any:
            asked["statements"] += 1
            return super().executemany(sql, *rest)

    class CountedConnection(sqlite3.Connection):
        """A commit with nothing begun is none."""

        def cursor(self, *_factory: Any) -> Any:
            return super().cursor(CountedCursor)

        def commit(self) -> None:
            asked["transactions"] += self.in_transaction
            super().commit()

    def connected(_dialect: Any, _record: Any, _args: Any, options: dict[str, Any]) -> None:
        options["factory"] = CountedConnection

    event.listen(Engine, "do_connect", connected)
    try:
        yield asked
    finally:
        event.remove(Engine, "do_connect", connected)
