"""A post office for tests: rows to tell of, and a channel that does as it is told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select

from bot.channels.telegram.channel import CHANNEL as TELEGRAM
from bot.delivery.contract import (
    DeliveryFailure,
    Parcel,
    Receipt,
)
from bot.delivery.lost import Lost
from bot.delivery.settle import Hooks
from bot.delivery.worker import OutboxWorker
from bot.rounds import Rounds
from bot.web.links import tellers
from bot.web.pages import pages
from storage.machine.db import Database, Tx
from storage.machine.outbox import Destination, Lane, Message, post
from storage.models import Outbox
from storage.trackings import TRACKINGS

MEDIATRICE = 7


@dataclass
class Scripted:
    """A channel: keeps what it gets; first it fails as told for that address, or for that key."""

    delay: float = 0.0
    parcels: list[Parcel] = field(default_factory=list)
    failures: dict[str, list[Exception]] = field(default_factory=dict)
    under_way: dict[str, int] = field(default_factory=dict)
    crowding: int = 0

    async def send(self, parcel: Parcel) -> Receipt:
        self.under_way[parcel.address] = self.under_way.get(parcel.address, 0) + 1
        self.crowding = max(self.crowding, self.under_way[parcel.address])
        try:
            await asyncio.sleep(self.delay)
            self.parcels.append(parcel)
            for name in (parcel.address, parcel.key):
                if self.failures.get(name):
                    raise self.failures[name].pop(0)
            return Receipt(len(self.parcels))
        finally:
            self.under_way[parcel.address] -= 1

    def said(self) -> list[str]:
        return [parcel.key for parcel in self.parcels]

    def fail(self, name: str, *failures: DeliveryFailure | Exception) -> None:
        """What goes to that address, or has that key, fails so."""
        self.failures[name] = list(failures)


@dataclass
class Coordination:
    """What the coordination heard, and which chats moved."""

    heard: list[Lost] = field(default_factory=list)
    moves: list[tuple[str, str]] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    said: list[Mapping[str, Any]] = field(default_factory=list)

    def hooks(self) -> Hooks:
        return Hooks(
            lost=lambda _tx, _now, lost: self.heard.append(lost),
            moved=lambda _tx, old, new: self.moves.append((old.address, new.address)),
            refused=lambda _tx, _now, to, _about, _why: self.refusals.append(to.address),
            tellers=tellers(pages()),
            trackings=TRACKINGS,
            heard=lambda _tx, _now, _about, said: self.said.append(said),
        )


def prompt(key: str, address: str = str(MEDIATRICE), **more: Any) -> Message:
    given: dict[str, Any] = {"lane": Lane.PROMPT, "content": {"text": key}, **more}
    to = Destination(given.pop("channel", TELEGRAM.kind), address)
    return Message(key=key, to=to, **given)


def say(database: Database, now: datetime, *messages: Message) -> None:
    with database.transaction() as tx:
        post(tx, now, *messages)


def row(database: Database, key: str) -> Outbox:
    with database.transaction() as tx:
        return tx.scalars(select(Outbox).where(Outbox.cle == key)).one()


def read(database: Database, work: Callable[[Tx], Any]) -> Any:
    with database.transaction() as tx:
        return work(tx)


def alerte(number: int, key: str = "alerte:1:envoi", channel: str = "telegram") -> Message:
    subject = f"alerte:{number}"
    return prompt(key, "-40", lane=Lane.ALERTE, subject=subject, channel=channel)


def digest(number: int) -> Message:
    subject = f"digest_envoi:{number}"
    address = "comite@example.org"
    return prompt("point", address, lane=Lane.DIGEST, subject=subject, channel="email")


@asynccontextmanager
async def running(worker: OutboxWorker) -> AsyncIterator[OutboxWorker]:
    rounds = asyncio.create_task(running_alone(worker))
    await asyncio.sleep(0)
    yield worker
    await worker.leave(rounds)


async def running_alone(worker: OutboxWorker) -> None:
    """What the bot does of it, without anything that comes in."""
    await worker.recover()
    await Rounds(worker.database, worker.bell, worker.shares).run()


async def until(said: Any, seconds: float = 10.0) -> None:
    async with asyncio.timeout(seconds):
        while not said():
            await asyncio.sleep(0.005)
