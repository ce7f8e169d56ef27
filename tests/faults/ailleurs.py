"""Faults of everything else: the mail, the base, the machine, the hour, the people."""

from __future__ import annotations

import asyncio
import os
import resource
import signal
import sqlite3
from contextlib import closing
from datetime import timedelta
from typing import Final

import psycopg

from bot.penurie import SUBJECT
from tests.faults.fault import BREATH, Fault, Storm, told_by_mail
from tests.faults.fsync import SLOW, flag
from tests.faults.inside import NO_MEMORY, REFUSED
from tests.stories.kill.books import BOT, PostgresBooks, SqliteBooks
from tests.stories.kill.evening import ECLAIRAGE

SQLITE: Final = ("sqlite",)
POSTGRESQL: Final = ("postgresql",)
CUT: Final = f"""
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND application_name = '{BOT}'
"""


async def mail_stops(storm: Storm) -> None:
    await storm.play.mailbox.stop()


async def mail_starts(storm: Storm) -> None:
    port = int(storm.play.mailbox.url.rpartition(":")[2])
    await storm.play.mailbox.start(port=port)


async def mailbox_closed(storm: Storm) -> None:
    storm.play.mailbox.closed.add(ECLAIRAGE)


def _file(storm: Storm) -> SqliteBooks:
    assert isinstance(storm.play.books, SqliteBooks)
    return storm.play.books


def _server(storm: Storm) -> psycopg.Connection:
    assert isinstance(storm.play.books, PostgresBooks)
    books = storm.play.books
    return psycopg.connect(books.server.url(books.name), autocommit=True)


async def full(storm: Storm) -> None:
    """The bot's files may grow no more."""
    journal = _file(storm).folder / "carnet.db-wal"
    _soft, hard = resource.prlimit(storm.bot, resource.RLIMIT_FSIZE)
    resource.prlimit(storm.bot, resource.RLIMIT_FSIZE, (journal.stat().st_size, hard))


async def while_full(storm: Storm) -> None:
    await storm.passes(1, 5)
    async with asyncio.timeout(30):
        while SUBJECT not in storm.letters():
            await asyncio.sleep(BREATH)
    await storm.passes(20, 30, 60)


async def room(storm: Storm) -> None:
    _soft, hard = resource.prlimit(storm.bot, resource.RLIMIT_FSIZE)
    resource.prlimit(storm.bot, resource.RLIMIT_FSIZE, (hard, hard))


async def unsynced(_storm: Storm) -> None:
    flag().touch()


async def synced(_storm: Storm) -> None:
    flag().unlink()


async def slow(_storm: Storm) -> None:
    flag(SLOW).touch()


async def while_slow(storm: Storm) -> None:
    """Each commit waits for the share that does not answer."""
    await storm.passes(1, *(0,) * 40, 5, 20)


async def quick(_storm: Storm) -> None:
    flag(SLOW).unlink()


async def no_memory(storm: Storm) -> None:
    """The bot's process may take no more than it has; it is started again whenever it dies."""
    storm.play.lives.mortal = True
    (storm.play.folder / NO_MEMORY).touch()


async def memory(storm: Storm) -> None:
    (storm.play.folder / NO_MEMORY).unlink()


def it_was_felt(storm: Storm) -> str:
    """A limit that the bot never met would prove nothing."""
    journal = (storm.play.folder / "bot.log").read_text()
    return "" if "MemoryError" in journal or "new thread" in journal else "la limite n'a pas mordu"


async def locked(storm: Storm) -> None:
    """Somebody else holds the base for four seconds."""
    if storm.engine == "postgresql":
        with closing(_server(storm)) as other, other.transaction():
            other.execute("LOCK TABLE outbox, inbox IN ACCESS EXCLUSIVE MODE")
            await storm.passes(1, *(0,) * 16)
    else:
        path = _file(storm).url.removeprefix("sqlite:///")
        with closing(sqlite3.connect(path, isolation_level=None)) as file:
            file.execute("BEGIN IMMEDIATE")
            await storm.passes(1, *(0,) * 16)
            file.execute("ROLLBACK")
    await storm.passes(5, 20, 30, 60)


async def cut(storm: Storm) -> None:
    """The server ends the bot's connections, again and again."""
    with closing(_server(storm)) as other:
        for step in (1, 5, *(0,) * 20, 20, 30, 60):
            other.execute(CUT.encode())
            await storm.passes(step)


async def refused(storm: Storm) -> None:
    (storm.play.folder / REFUSED).touch()


async def accepted(storm: Storm) -> None:
    (storm.play.folder / REFUSED).unlink()


async def frozen(storm: Storm) -> None:
    """The process is stopped for four seconds, and goes on."""
    os.kill(storm.bot, signal.SIGSTOP)
    try:
        await storm.passes(1, 5, 20, *(0,) * 14)
    finally:
        os.kill(storm.bot, signal.SIGCONT)
    await storm.passes(30, 60)


async def set_back(storm: Storm) -> None:
    """An hour back once the alert waits, then right again."""
    clock = storm.play.clock
    await storm.play.quiet()
    right = clock.now()
    clock.set(right - timedelta(hours=1))
    await asyncio.sleep(4 * BREATH)
    await storm.passes(1, 5, 20, 30, 60)
    clock.set(right + timedelta(seconds=116))


async def jumps(storm: Storm) -> None:
    """Two days forward, and back: what leaves meanwhile leaves once."""
    clock = storm.play.clock
    await storm.passes(1, 5, 20)
    await storm.play.quiet()
    right = clock.now()
    clock.set(right + timedelta(hours=2))
    await asyncio.sleep(4 * BREATH)
    clock.set(right)
    await storm.passes(30, 60)


FAULTS: Final = (
    Fault(name="courriel absent", begins=mail_stops, ends=mail_starts),
    Fault(
        name="boîte fermée (550)",
        begins=mailbox_closed,
        allowed=(ECLAIRAGE, r"alerte", r"ended dead", r"message", r"\bsaid\b"),
        untold=told_by_mail(ECLAIRAGE),
    ),
    Fault(
        name="disque plein",
        begins=full,
        lasts=while_full,
        ends=room,
        engines=SQLITE,
        allowed=(r"penurie:", r"ne peut plus rien écrire", r"écrit de nouveau"),
        untold=told_by_mail(SUBJECT, "écrit de nouveau"),
    ),
    Fault(
        name="fsync qui échoue (EIO)",
        begins=unsynced,
        lasts=while_full,
        ends=synced,
        engines=SQLITE,
        allowed=(r"penurie:", r"ne peut plus rien écrire", r"écrit de nouveau"),
        untold=told_by_mail(SUBJECT, "écrit de nouveau"),
    ),
    Fault(
        name="fsync qui dure 3 s (partage NFS)",
        begins=slow,
        lasts=while_slow,
        ends=quick,
        engines=SQLITE,
    ),
    Fault(
        name="plus de mémoire (RLIMIT_AS)",
        begins=no_memory,
        ends=memory,
        inside="tests.faults.inside:no_memory",
        allowed=(r"penurie:", r"ne peut plus rien écrire", r"écrit de nouveau"),
        untold=it_was_felt,
    ),
    Fault(name="base tenue 4 s par un autre", lasts=locked),
    Fault(name="connexions coupées", lasts=cut, engines=POSTGRESQL),
    Fault(
        name="commits refusés (sérialisation, verrou)",
        begins=refused,
        ends=accepted,
        inside="tests.faults.inside:commits_refused",
    ),
    Fault(name="processus figé 4 s (SIGSTOP)", lasts=frozen),
    Fault(name="horloge reculée d'une heure", lasts=set_back),
    Fault(name="horloge avancée de 2 h, puis remise", lasts=jumps),
    Fault(name="mauvais fuseau (Kiritimati)", inside="tests.faults.inside:far_zone"),
)
