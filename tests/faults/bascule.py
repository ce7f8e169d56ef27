"""Two PostgreSQL servers, the second following the first: it is promoted when that one dies."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import Final

import psycopg

from tests.databases import NOBODY, Postgres
from tests.faults.fault import Fault, Storm
from tests.stories.kill.books import PostgresBooks

TWO: Final = "deux serveurs PostgreSQL"
REPLICATED: Final = """
wal_level = replica
max_wal_senders = 4
hot_standby = on
synchronous_commit = on
"""
FOLLOWED: Final = "ALTER SYSTEM SET synchronous_standby_names = '*'"
"""A commit is over once the second server has it: what was said « noté » outlives the first."""


class Paire(Postgres):
    """`url` names both: whoever connects finds the one that takes writes."""

    def __init__(self, package: Path) -> None:
        super().__init__(package)
        self._alive = {self._folder}
        self._second = self._folder / "second"
        self._second.mkdir()
        if os.geteuid() == 0:
            os.chown(self._second, NOBODY, NOBODY)
        with (self._folder / "data" / "postgresql.conf").open("a") as file:
            file.write(REPLICATED)
        self._control(self._folder, "-l", str(self._folder / "log"), "restart")
        self._follow()

    def _follow(self) -> None:
        """The second begins with all that the first has, then hears each commit."""
        data, own = self._second / "data", f"-c unix_socket_directories={self._second}"
        copy = ("-h", str(self._folder), "-U", "postgres", "-D", str(data))
        self._run("pg_basebackup", *copy, "-R", "-X", "stream", "-c", "fast")
        self._control(self._second, "-l", str(self._second / "log"), "-o", own, "start")
        self._alive.add(self._second)
        self._tell(FOLLOWED)
        self._tell("SELECT pg_reload_conf()")

    def url(self, name: str) -> str:
        hosts = f"{self._folder},{self._folder / 'second'}"
        return f"postgresql://postgres@/{name}?host={hosts}&target_session_attrs=read-write"

    def fail_over(self) -> None:
        """The first dies as in a power cut, and the second takes its place."""
        self._control(self._folder, "-m", "immediate", "stop")
        self._alive.discard(self._folder)
        self._control(self._second, "promote")

    def stop(self) -> None:
        for folder in sorted(self._alive - {self._folder}):
            self._control(folder, "-m", "immediate", "stop")
        if self._folder not in self._alive:
            self._control(self._folder, "-l", str(self._folder / "log"), "start")
        super().stop()

    def _tell(self, statement: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())

    def _control(self, folder: Path, *arguments: str) -> None:
        self._run("pg_ctl", "-w", "-D", str(folder / "data"), *arguments)


async def promoted(storm: Storm) -> None:
    """In the middle of the evening, while an alert leaves."""
    books = storm.play.books
    assert isinstance(books, PostgresBooks)
    assert isinstance(books.server, Paire)
    await storm.passes(1)
    await asyncio.to_thread(books.server.fail_over)
    storm.play.leave()
    await storm.passes(5, *(0,) * 8, 20, 30)


FAULTS: Final = (
    Fault(name="bascule de réplica (le premier serveur meurt)", lasts=promoted, engines=(TWO,)),
)
