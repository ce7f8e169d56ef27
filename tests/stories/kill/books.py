"""The database of one evening, on either engine: copied, and read by others than the bot."""

from __future__ import annotations

import re
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import psycopg
from psycopg.types.string import TextLoader

from tests.databases import Postgres

Row = tuple[Any, ...]

BOT = "bot"
"""How the server knows the connections of the bot from those that read beside it."""
AT_WORK = f"SELECT 1 FROM pg_stat_activity WHERE datname = current_database() \
AND application_name = '{BOT}'"
PATIENCE = 10.0
NUMBER = re.compile(r"(?<=[:.])\d{1,4}(?=[:.]|$)")
"""The id of a row in a key or in a Message-ID; an update's number is longer."""


class Reading(Protocol):
    """An open look into a database; each statement sees what is committed by then."""

    def rows(self, statement: str) -> list[Row]: ...

    def close(self) -> None: ...


class Books(Protocol):
    """One database; reading it here changes nothing for the bot that opens `url`."""

    @property
    def url(self) -> str: ...

    def beside(self) -> Reading:
        """To read while the bot is at work, again and again."""

    def rows(self, statement: str) -> list[Row]:
        """To read once."""

    def known(self, text: str) -> str:
        """`text` without the numbers of rows that are not the same in every evening."""

    def copied(self, folder: Path) -> AbstractContextManager[Books]:
        """Another one that begins the same, while nobody is in this one."""

    def left(self, folder: Path) -> Books:
        """What a bot that was just killed left here; `folder` is there to lay it."""


Empty = Callable[[Path], AbstractContextManager[Books]]
"""Makes a database without any table, in that folder or elsewhere."""


@dataclass(frozen=True)
class SqliteReading:
    """A connection to a file."""

    connection: sqlite3.Connection

    def rows(self, statement: str) -> list[Row]:
        return self.connection.execute(statement).fetchall()

    def close(self) -> None:
        self.connection.close()


@dataclass(frozen=True)
class SqliteBooks:
    """A file of SQLite, and those that stand beside it."""

    folder: Path

    @property
    def url(self) -> str:
        return f"sqlite:///{self._file}"

    def beside(self) -> SqliteReading:
        """When the bot is dead, closing this tidies nothing up."""
        return SqliteReading(sqlite3.connect(f"file:{self._file}?mode=ro", uri=True))

    def rows(self, statement: str) -> list[Row]:
        with closing(SqliteReading(sqlite3.connect(self._file))) as opened:
            return opened.rows(statement)

    def known(self, text: str) -> str:
        return text

    def copied(self, folder: Path) -> AbstractContextManager[SqliteBooks]:
        shutil.copy(self._file, folder)
        return nullcontext(SqliteBooks(folder))

    def left(self, folder: Path) -> SqliteBooks:
        """A copy of files that nobody closed: reading them in place would tidy them up."""
        folder.mkdir(exist_ok=True)
        for suffix in ("", "-wal", "-shm"):
            source = self.folder / f"{self._file.name}{suffix}"
            (folder / source.name).unlink(missing_ok=True)
            if source.exists():
                shutil.copy(source, folder)
        return SqliteBooks(folder)

    @property
    def _file(self) -> Path:
        return self.folder / "carnet.db"


@dataclass(frozen=True)
class PostgresReading:
    """A connection to a server, outside any transaction."""

    connection: psycopg.Connection

    def rows(self, statement: str) -> list[Row]:
        return self.connection.execute(statement.encode()).fetchall()

    def close(self) -> None:
        self.connection.close()


@dataclass(frozen=True)
class PostgresBooks:
    """A database of a server that outlives the bot."""

    server: Postgres
    name: str

    @property
    def url(self) -> str:
        return f"{self.server.url(self.name)}&application_name={BOT}"

    def beside(self) -> PostgresReading:
        connection = psycopg.connect(self.server.url(self.name), autocommit=True)
        for kind in ("json", "jsonb"):
            # As it is written: what is read can be counted.
            connection.adapters.register_loader(kind, TextLoader)
        return PostgresReading(connection)

    def rows(self, statement: str) -> list[Row]:
        with closing(self.beside()) as opened:
            return opened.rows(statement)

    def known(self, text: str) -> str:
        """What was undone took its numbers with it: the next rows have others."""
        return NUMBER.sub("#", text)

    @contextmanager
    def copied(self, folder: Path) -> Iterator[PostgresBooks]:
        with self.server.made(self.name) as name:
            yield PostgresBooks(self.server, name)

    def left(self, folder: Path) -> PostgresBooks:
        """Itself, once the server has undone what its dead client had not committed."""
        end = time.monotonic() + PATIENCE
        with closing(self.beside()) as opened:
            while opened.rows(AT_WORK):
                assert time.monotonic() < end, "the server keeps the connections of a dead bot"
                time.sleep(0.001)
        return self


def empty_file(folder: Path) -> AbstractContextManager[SqliteBooks]:
    return nullcontext(SqliteBooks(folder))


def empty_on(server: Postgres) -> Empty:
    """Databases of that server."""

    @contextmanager
    def empty(_folder: Path) -> Iterator[PostgresBooks]:
        with server.made("template0") as name:
            yield PostgresBooks(server, name)

    return empty
