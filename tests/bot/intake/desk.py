"""A desk that handles updates as it is told, and rounds that bring them to it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from threading import current_thread
from typing import Any

from sqlalchemy import event, select
from sqlalchemy.exc import OperationalError

from bot.clock import MovableClock
from bot.intake.turns import Turns
from bot.rounds import Bell, Rounds
from storage.machine import inbox
from storage.machine.aside import ReadFirst, Readings
from storage.machine.db import Database, Tx
from storage.machine.inbox import StoredUpdate
from storage.models import Inbox, TacheFaite


@dataclass
class Desk:
    """Handles updates as the chat does: a row for each, or an exception."""

    database: Database
    clock: MovableClock
    tried: list[str] = field(default_factory=list)
    followed: list[str] = field(default_factory=list)
    poisons: dict[str, int] = field(default_factory=dict)
    deeds: dict[str, Callable[[Tx], object]] = field(default_factory=dict)
    questions: dict[str, asyncio.Event] = field(default_factory=dict)
    members: dict[str, bool | None] = field(default_factory=dict)
    last: set[str] = field(default_factory=set)
    told: list[tuple[str, str]] = field(default_factory=list)
    said: dict[int, str] = field(default_factory=dict)
    slow: list[str] = field(default_factory=list)
    long: dict[str, int] = field(default_factory=dict)
    read: dict[str, list[str]] = field(default_factory=dict)
    unreadable: int = 0
    known_long: set[str] = field(default_factory=set)

    def take(
        self,
        tx: Tx,
        stored: StoredUpdate,
        *,
        member: bool | None = False,
        readings: Readings | None = None,
    ) -> str:
        text = words(stored)
        if not inbox.claim_done(tx, stored.id):
            return text
        self.tried.append(text)
        self.members[text] = member
        tx.add(TacheFaite(tache="essai", periode=text, le=self.clock.now()))
        if deed := self.deeds.get(text):
            deed(tx)
        if text in self.long and readings is not None and len(readings) < self.long[text]:
            raise ReadFirst("essai", self._read_beside, readings)
        self.read[text] = list(readings or ())
        if self.poisons.get(text, 0) > 0:
            self.poisons[text] -= 1
            raise ValueError(f"cannot bear {text}")
        return text

    def _read_beside(self, _tx: Tx) -> str:
        if self.unreadable:
            self.unreadable -= 1
            raise ValueError("cannot read")
        return current_thread().name

    def asks(self, stored: StoredUpdate) -> bool:
        return words(stored) in self.questions

    def is_long(self, stored: StoredUpdate) -> bool:
        return words(stored) in self.known_long

    async def ask(self, stored: StoredUpdate) -> bool:
        await self.questions[words(stored)].wait()
        return True

    def follow(self, after: str) -> None:
        self.followed.append(after)

    def is_last(self, after: str) -> bool:
        return after in self.last

    def poison(self, _tx: Tx, stored: StoredUpdate, error: str) -> None:
        self.told.append((words(stored), error))

    def slowed(self, _tx: Tx, stored: StoredUpdate) -> None:
        self.slow.append(words(stored))

    def raw(self, *said: tuple[int, str]) -> list[dict[str, Any]]:
        """Updates of (person, text), as Telegram gives them; each text is said once."""
        updates: list[dict[str, Any]] = [
            {
                "update_id": len(self.said) + n,
                "message": {"chat": {"id": person}, "from": {"id": person}, "text": text},
            }
            for n, (person, text) in enumerate(said, 1)
        ]
        self.said |= {one["update_id"]: one["message"]["text"] for one in updates}
        return updates

    def store(self, *said: tuple[int, str]) -> list[StoredUpdate]:
        """The same, already in the inbox."""
        with self.database.transaction() as tx:
            return inbox.store(tx, 1, self.raw(*said), self.clock.now())

    def states(self) -> dict[str, str]:
        with self.database.transaction() as tx:
            rows = tx.scalars(select(Inbox).order_by(Inbox.id)).all()
        return {self.said[row.update_id]: row.etat for row in rows}

    def written(self) -> list[str]:
        with self.database.transaction() as tx:
            return list(tx.scalars(select(TacheFaite.periode).order_by(TacheFaite.id)))


def words(stored: StoredUpdate) -> str:
    return str(stored.contenu["message"]["text"])


@asynccontextmanager
async def at_work(desk: Desk, *, paced: bool = False) -> AsyncIterator[Turns[str]]:
    """Rounds of turns alone, until the end of the block."""
    bell = Bell()
    intake = Turns(desk.database, desk, bell, paced=paced)
    rounds = asyncio.create_task(Rounds(desk.database, bell, [intake]).run())
    try:
        yield intake
    finally:
        await intake.stop()
        await rounds


async def settled(intake: Turns[str]) -> None:
    async with asyncio.timeout(10):
        await intake.idle()


async def handled(desk: Desk, *said: tuple[int, str]) -> None:
    """Those updates, given by Telegram in one answer, until none is left."""
    async with at_work(desk) as intake:
        await intake.keep(1, desk.raw(*said), desk.clock.now())
        await settled(intake)


def closed_to(desk: Desk, transactions: int) -> list[str]:
    """Once something was tried, so many transactions cannot begin; grows with each of them."""
    refused: list[str] = []

    @event.listens_for(desk.database.engine, "begin")
    def _closed(_connection: Any) -> None:
        if desk.tried and len(refused) < transactions:
            refused.append("BEGIN")
            raise OperationalError("BEGIN", {}, Exception("database is locked"))

    return refused


def commits(database: Database) -> list[str]:
    """Grows with each transaction."""
    made: list[str] = []
    event.listen(database.engine, "commit", lambda _connection: made.append("commit"))
    return made


async def until(said: Callable[[], Any]) -> None:
    async with asyncio.timeout(10):
        while not said():
            await asyncio.sleep(0.002)
