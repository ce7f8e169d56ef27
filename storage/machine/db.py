"""The database: one way to open it and to hold a transaction, SQLite and PostgreSQL alike."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any, Final, TypeVar

from sqlalchemy import Engine, Table, create_engine, event
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import Dialect, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import Insert

from storage.machine.base import tell_postgresql
from storage.machine.holds import Holds, work_name
from storage.machine.scarcity import is_lacking

T = TypeVar("T")
Posted = tuple[str, str, int]
"""Where a queued message goes: the channel, the address on it, the lane."""

POSTGRESQL_WORKERS = 4
READS: Final = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
"""What a server is told of a transaction that only reads: it sees one instant to its end."""
SWITCHES = 100
SWITCH_SECONDS = 0.05


class BaseDisparue(Exception):
    """The file of the base is gone, or another one is in its place: nothing written is kept."""


class Tx(Session):
    """One unit of work; handed down to every function that reads or writes rows.

    It holds on to every row it read: asked for again by its id, it costs no other statement.
    """

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine, expire_on_commit=False)
        self.engine = engine
        self.dialect = engine.dialect
        self.held: list[object] = []
        self.posted: Counter[Posted] = Counter()
        """How many messages it queued, by where they go."""
        self.empties_journal = False
        """Whether what it erased is to leave SQLite's own journal at once."""
        self.promised: set[int] = set()
        """Updates that it stored as handled already, and still has to handle."""

    @cached_property
    def driver(self) -> Any:
        """The driver's own connection, inside this transaction."""
        return self.connection().connection.dbapi_connection

    def end_part(self) -> None:
        """One of several parts is over: its rows are written, the next one reads afresh."""
        self.flush()
        self.expunge_all()
        self.held.clear()
        self.info.clear()


@event.listens_for(Tx, "loaded_as_persistent")
def _hold(tx: Tx, row: object) -> None:
    tx.held.append(row)


class Database:
    """Opens transactions; `run` hops to a thread, so that the event loop never waits on a disk.

    `on_posted` is told, on the event loop, what a unit of work queued, once it is committed.
    """

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _sqlite_engine(url) if self.is_sqlite else _postgresql_engine(url)
        # SQLite has one writer: a second thread would only wait for the first one's lock.
        workers = 1 if self.is_sqlite else POSTGRESQL_WORKERS
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="database")
        self._ahead = self._threads if self.is_sqlite else ThreadPoolExecutor(1, "database-ahead")
        self._reader = self.engine.execution_options(
            **{"reads": True} if self.is_sqlite else READS
        )
        self._readings = ThreadPoolExecutor(1, "database-readings")
        file = self.url.database if self.is_sqlite else None
        self._file = Path(file).absolute() if file else None
        self._inode: int | None = None
        self.on_posted: Callable[[Counter[Posted]], None] | None = None
        self.lacks: BaseException | None = None
        """The last refusal to write for want of something; whoever sees to it takes it away."""
        self.holds, self.reads = Holds(), Holds(keeps_waiting=False)

    @contextmanager
    def transaction(self) -> Iterator[Tx]:
        """Commits when the block ends, rolls back when it raises."""
        with Tx(self.engine) as tx, tx.begin():
            yield tx
            self.expect_there()

    def expect_there(self) -> None:
        """Raises BaseDisparue when what is written goes to a file that has no name any more."""
        if self._file is None:
            return
        try:
            inode = self._file.stat().st_ino
        except OSError as error:
            raise BaseDisparue(str(self._file)) from error
        if self._inode not in (None, inode):
            raise BaseDisparue(str(self._file))
        self._inode = inode

    @contextmanager
    def reading(self) -> Iterator[Tx]:
        """Sees what was committed when it began, and nothing since. Raises at the first write."""
        with Tx(self._reader) as tx:
            if not self.is_sqlite:
                yield tx
                return
            tx.driver.execute("PRAGMA query_only=ON")
            try:
                yield tx
            finally:
                tx.driver.execute("PRAGMA query_only=OFF")

    async def read(self, work: Callable[..., T], *args: Any, called: str) -> T:
        """`work(tx, *args)`, which only reads and may last: it keeps no other work waiting."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._readings, self._in_reading, called, work, args)

    def _in_reading(self, name: str, work: Callable[..., T], args: tuple[Any, ...]) -> T:
        with self.reads.noting(lambda: name), self.reading() as tx:
            return work(tx, *args)

    async def run(
        self,
        work: Callable[..., T],
        *args: Any,
        called: str | Callable[[], str] = "",
        ahead: bool = False,
    ) -> T:
        """`work(tx, *args)` in one transaction, on a database thread.

        How long it held that thread is noted under `called`, asked at its end when only `work`
        knows, or the name of `work`. `ahead`: on a server, it waits for no other work, however
        many of those wait for a row.
        """
        loop = asyncio.get_running_loop()
        name = called if callable(called) else partial(str, called or work_name(work))
        threads = self._ahead if ahead else self._threads
        result, posted = await loop.run_in_executor(
            threads, self._in_transaction, name, work, args
        )
        if posted and self.on_posted is not None:
            self.on_posted(posted)
        return result

    def _in_transaction(
        self, name: Callable[[], str], work: Callable[..., T], args: tuple[Any, ...]
    ) -> tuple[T, Counter[Posted]]:
        try:
            with self.holds.noting(name), self.transaction() as tx:
                answer = work(tx, *args)
        except Exception as error:
            if is_lacking(error):
                self.lacks = error
            raise
        if tx.empties_journal:
            self.empty_journal()
        return answer, tx.posted

    def empty_journal(self) -> None:
        """What was overwritten is no more in the file beside the base; PostgreSQL needs nothing.

        Whoever else reads the file just now keeps it: it is tried again within the hour.
        """
        if self.is_sqlite:
            with self.engine.connect() as connection:
                driver: Any = connection.connection.dbapi_connection
                driver.execute("PRAGMA busy_timeout=0")
                driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                driver.execute("PRAGMA busy_timeout=5000")

    def close(self) -> None:
        for threads in (self._threads, self._ahead, self._readings):
            threads.shutdown(wait=True)
        self.engine.dispose()


def _postgresql_engine(url: str) -> Engine:
    tell_postgresql()
    return create_engine(
        make_url(url).set(drivername="postgresql+psycopg"),
        pool_size=POSTGRESQL_WORKERS + 2,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={"options": "-c timezone=UTC -c synchronous_commit=on"},
    )


def _sqlite_engine(url: str) -> Engine:
    engine = create_engine(url, hide_parameters=True, connect_args={"check_same_thread": False})

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        # None: the driver opens no transaction of its own (its default lost 667 updates of 800).
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA busy_timeout=5000")
        _write_ahead(cursor)
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA secure_delete=ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        # IMMEDIATE: a read that later writes would fail at once, whatever busy_timeout says.
        how = "BEGIN" if connection.get_execution_options().get("reads") else "BEGIN IMMEDIATE"
        try:
            connection.connection.dbapi_connection.execute(how)
        except sqlite3.Error as error:
            raise refused("BEGIN", error, connection.dialect) from error

    return engine


def _write_ahead(cursor: sqlite3.Cursor) -> None:
    """SQLite waits for no lock to change this mode: two programs that make one file collide."""
    for remaining in reversed(range(SWITCHES)):
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if not remaining or error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            time.sleep(SWITCH_SECONDS)
        else:
            return


def refused(sql: str, error: Exception, dialect: Dialect) -> Exception:
    """What the driver raised, as SQLAlchemy would have raised it."""
    base = dialect.loaded_dbapi.Error
    return DBAPIError.instance(sql, None, error, base, hide_parameters=True, dialect=dialect)


@cache
def insert_ignoring(table: Table, dialect: str) -> Insert:
    """An insert that leaves alone what bears a unique key already there."""
    maker: Any = sqlite.insert
    if dialect != "sqlite":
        from sqlalchemy.dialects import postgresql  # 3 MB that a bot on SQLite does without

        maker = postgresql.insert
    statement: Insert = maker(table).on_conflict_do_nothing()
    return statement


def insert_once(tx: Tx, table: Any, rows: Sequence[dict[str, Any]]) -> None:
    """Insert `rows` into a mapped class; a row whose unique key is already there is left alone."""
    if rows:
        tx.connection().execute(insert_ignoring(table.__table__, tx.dialect.name), rows)


def insert_first(tx: Tx, table: Any, row: dict[str, Any]) -> bool:
    """Insert `row` into a mapped class; False when its unique key was already there."""
    statement = insert_ignoring(table.__table__, tx.dialect.name).returning(table.__table__.c.id)
    return tx.connection().execute(statement, row).first() is not None
