"""What some faults change inside the bot's own process, before it begins."""

from __future__ import annotations

import os
import resource
import socket
import sqlite3
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import Any

import psycopg
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.engine.default import DefaultDialect

from tests.stories.kill.reaper import Reaper

NO_DNS = "sans-dns"
NO_MEMORY = "sans-memoire"
CHUNKS = (1 << 20, 1 << 16, 1 << 12, 1 << 9)
LOOK_SECONDS = 0.05
REFUSED = "refuse"
FAR_ZONE = "Pacific/Kiritimati"


def count_statements(reaper: Reaper, _folder: Path) -> None:
    """Each statement of either driver is a point where the bot may die."""

    @event.listens_for(Engine, "connect")
    def _traced(connection: Any, _record: Any) -> None:
        if isinstance(connection, sqlite3.Connection):
            connection.set_trace_callback(lambda _sql: reaper.pass_by("statement", "sql"))

    execute = psycopg.Cursor.execute

    def executed(self: Any, *args: Any, **more: Any) -> Any:
        reaper.pass_by("statement", "sql")
        return execute(self, *args, **more)

    psycopg.Cursor.execute = executed  # type: ignore[method-assign]


def no_dns(_reaper: Reaper, folder: Path) -> None:
    """No name is known as long as that file stands there."""
    look_up = socket.getaddrinfo

    def looked_up(host: Any, *args: Any, **more: Any) -> Any:
        if (folder / NO_DNS).exists():
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
        return look_up(host, *args, **more)

    socket.getaddrinfo = looked_up


def no_memory(_reaper: Reaper, folder: Path) -> None:
    """As long as that file stands, the process has all that it may have, and nothing is left."""
    Thread(target=_ballast, args=(folder / NO_MEMORY,), daemon=True).start()


def _ballast(file: Path) -> None:
    while not file.exists():
        time.sleep(LOOK_SECONDS)
    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize(), hard))
    held: list[bytes] = []
    there = True
    while there:
        for size in CHUNKS:
            with suppress(MemoryError):
                while True:
                    held.append(bytes(size))
        time.sleep(LOOK_SECONDS)
        with suppress(MemoryError):
            there = file.exists()
    held.clear()
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


def commits_refused(_reaper: Reaper, folder: Path) -> None:
    """A commit in three ends in a serialization failure, as long as that file stands there."""
    commit: Callable[[DefaultDialect, Any], None] = DefaultDialect.do_commit
    counts = [0]

    def committed(self: DefaultDialect, connection: Any) -> None:
        if (folder / REFUSED).exists():
            counts[0] += 1
            if counts[0] % 3 == 0:
                connection.rollback()
                raise _failure(connection.dbapi_connection)
        commit(self, connection)

    DefaultDialect.do_commit = committed  # type: ignore[method-assign]


def _failure(connection: Any) -> Exception:
    if isinstance(connection, sqlite3.Connection):
        return sqlite3.OperationalError("database is locked")
    refusal: type[Exception] = psycopg.errors.SerializationFailure
    return refusal("could not serialize access")


def far_zone(_reaper: Reaper, _folder: Path) -> None:
    """The machine believes that it is on the other side of the day."""
    os.environ["TZ"] = FAR_ZONE
    time.tzset()
