"""Inside the bot's process: commits and sends are counted, and one of them is the last."""

from __future__ import annotations

import math
import os
import signal
import sqlite3
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from aiosmtplib import SMTP
from sqlalchemy.engine.default import DefaultDialect

from bot import jobs
from bot.channels.telegram.backend import Requests
from bot.rounds import Part, round_of_all
from tests.stories.kill.deaths import Death, Kind, Point, When, write_point

WROTE = "SELECT pg_current_xact_id_if_assigned() IS NOT NULL"
"""PostgreSQL numbers a transaction when it first writes."""


class Reaper:
    """Writes down the commits and the sends of one life, and kills it at `death`.

    `death` is a Death in words, or nothing.
    """

    def __init__(self, journal: Path, death: str) -> None:
        self._journal = os.open(journal, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self._death = death
        self._counts: Counter[str] = Counter()
        self._lock = threading.Lock()

    @contextmanager
    def around(self, kind: Kind, what: str) -> Iterator[None]:
        """What is done inside is the next point of that kind."""
        with self._lock:
            self._counts.update((kind, what))
            numbers = {name: self._counts[name] for name in (kind, what)}
            os.write(self._journal, write_point(Point(kind, numbers[kind], what)))
        self._reach("before", numbers)
        yield
        self._reach("after", numbers)

    def pass_by(self, kind: Kind, what: str) -> None:
        """Something begins that has no end of its own: it dies before it, or not."""
        with self.around(kind, what):
            return

    def _reach(self, when: When, numbers: Mapping[str, int]) -> None:
        if self._death in {str(Death(when, name, n)) for name, n in numbers.items()}:
            os.kill(os.getpid(), signal.SIGKILL)


def install(reaper: Reaper) -> None:
    """Put `reaper` on every way out of this process: the database, Telegram, the mail."""
    _watch_commits(reaper)
    _watch_telegram(reaper)
    _watch_mail(reaper)
    # No clock decides which jobs go together: each evening is the same.
    jobs.TOGETHER_SECONDS = math.inf  # type: ignore[misc]


def _watch_commits(reaper: Reaper) -> None:
    """Commits that wrote something: looking at an empty outbox is no event."""
    commit: Callable[[DefaultDialect, Any], None] = DefaultDialect.do_commit
    rollback: Callable[[DefaultDialect, Any], None] = DefaultDialect.do_rollback
    written: dict[int, int] = {}

    def watched(self: DefaultDialect, dbapi_connection: Any) -> None:
        if not _wrote(dbapi_connection.dbapi_connection, written):
            commit(self, dbapi_connection)
            return
        with reaper.around("commit", _work_under_way()):
            commit(self, dbapi_connection)

    def undone(self: DefaultDialect, dbapi_connection: Any) -> None:
        # SQLite counts what is undone too: the next look is no event because of that.
        rollback(self, dbapi_connection)
        if isinstance(dbapi_connection.dbapi_connection, sqlite3.Connection):
            _wrote(dbapi_connection.dbapi_connection, written)

    DefaultDialect.do_commit = watched  # type: ignore[method-assign]
    DefaultDialect.do_rollback = undone  # type: ignore[method-assign]


def _wrote(connection: Any, written: dict[int, int]) -> bool:
    """Whether this transaction did; `written` are the changes that a connection made before it."""
    if not isinstance(connection, sqlite3.Connection):
        return bool(connection.execute(WROTE).fetchone()[0])
    before = written.get(id(connection), 0)
    written[id(connection)] = connection.total_changes
    return connection.total_changes > before


def _watch_telegram(reaper: Reaper) -> None:
    """Every request but the long poll, which sends nothing."""
    ask, fetch = Requests.ask, Requests.fetch

    async def asked(self: Requests, url: str, *args: Any) -> tuple[int, bytes]:
        method = url.rsplit("/", 1)[-1]
        if method == "getUpdates":
            return await ask(self, url, *args)
        with reaper.around("send", method):
            return await ask(self, url, *args)

    async def fetched(self: Requests, url: str) -> tuple[int, bytes]:
        with reaper.around("send", "file"):
            return await fetch(self, url)

    Requests.ask = asked  # type: ignore[method-assign,assignment]
    Requests.fetch = fetched  # type: ignore[method-assign]


def _watch_mail(reaper: Reaper) -> None:
    """The letter itself: the server has it once `data` returns."""
    data = SMTP.data

    async def watched(self: SMTP, *args: Any, **more: Any) -> Any:
        with reaper.around("send", "mail"):
            return await data(self, *args, **more)

    SMTP.data = watched  # type: ignore[method-assign]


def _share(part: Part[Any]) -> str:
    """« Turns » of a part of the intake, « Settling » and « Claiming » of the outbox's."""
    return part.do.__qualname__.partition(".")[0].lstrip("_")


def _work_under_way() -> str:
    """The function whose transaction is being committed; for jobs, what the last one does.

    A round is called after the shares that had something to do in it.
    """
    frame = sys._getframe()
    while frame.f_back and frame.f_code.co_name != "_in_transaction":
        frame = frame.f_back
    work = frame.f_locals.get("work")
    if work is round_of_all:
        shares = [_share(part) for part in frame.f_locals["args"][0]]
        # What ends just in time to be settled with a turn changes with the load: not its name.
        return "+".join(one for one in shares if one != "Settling" or "Turns" not in shares)
    unit = getattr(work, "__self__", None)
    if isinstance(unit, jobs.Unit):
        # The others found nothing to do, most often.
        work = unit.begun[-1].does
    return str(getattr(getattr(work, "func", work), "__qualname__", "other"))
