"""The worker: order, haste, patience; nothing lost and nobody kept waiting by somebody else."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import OperationalError

from bot.channels.email.channel import CHANNEL as EMAIL
from bot.channels.telegram.channel import CHANNEL as TELEGRAM
from bot.clock import MovableClock
from bot.delivery import sender
from bot.delivery import worker as working
from bot.delivery.contract import Channel, Parcel, Receipt, Refused, Transport
from bot.delivery.settle import Hooks
from bot.delivery.worker import OutboxWorker
from storage.machine.db import Database
from storage.machine.outbox import DEAD, SENDING, SENT, UNCERTAIN, Lane
from storage.models import Outbox
from storage.trackings import TRACKINGS
from tests.bot.delivery.post import Coordination, Scripted, prompt, read, row, running, say, until


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """What is proved here does not depend on the kind of database."""
    return sqlite_database


async def test_a_chat_hears_its_messages_in_order_one_at_a_time(
    worker: OutboxWorker, database: Database, clock: MovableClock, channel: Scripted
) -> None:
    channel.delay = 0.01
    chats = ("7", "8", "9")
    crowd = [prompt(f"{chat}-{n}", chat) for n in range(5) for chat in chats]
    say(database, clock.now(), *crowd)
    await worker.drain()
    for chat in chats:
        mine = [key for key in channel.said() if key.startswith(chat)]
        assert mine == [f"{chat}-{n}" for n in range(5)]
    assert channel.crowding == 1


@pytest.mark.postgres
async def test_two_workers_send_each_message_once(
    postgres_database: Database, clock: MovableClock, channel: Scripted, coordination: Coordination
) -> None:
    channel.delay = 0.002
    workers = [
        OutboxWorker(
            postgres_database, clock, {TELEGRAM: channel}, coordination.hooks(), paced=False
        )
        for _ in range(2)
    ]
    say(postgres_database, clock.now(), *(prompt(f"{n}", f"{n // 3}") for n in range(90)))
    await asyncio.gather(*(worker.drain() for worker in workers))
    await workers[0].drain()
    assert sorted(channel.said(), key=int) == [str(n) for n in range(90)]
    assert channel.crowding == 1


async def test_a_bug_in_a_channel_costs_its_own_message_only(
    worker: OutboxWorker, database: Database, clock: MovableClock, channel: Scripted
) -> None:
    channel.fail("7", ZeroDivisionError("oops"))
    say(database, clock.now(), prompt("a"), prompt("b", "8"))
    await worker.drain()
    assert (row(database, "a").etat, row(database, "b").etat) == (DEAD, SENT)
    assert "ZeroDivisionError" in str(row(database, "a").erreur)


async def test_a_sending_that_never_ends_is_doubtful(
    worker: OutboxWorker,
    database: Database,
    clock: MovableClock,
    channel: Scripted,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sender, "SEND_SECONDS", 0.05)
    channel.delay = 60
    say(database, clock.now(), prompt("a"))
    await worker.drain()
    assert row(database, "a").etat == UNCERTAIN


async def test_stopping_finishes_what_is_in_hand_and_begins_nothing(
    worker: OutboxWorker, database: Database, clock: MovableClock, channel: Scripted
) -> None:
    channel.delay = 0.1
    say(database, clock.now(), prompt("a"), prompt("b"))
    async with running(worker):
        await until(lambda: row(database, "a").etat == SENDING)
    assert (row(database, "a").etat, row(database, "b").etat) == (SENT, "todo")


async def test_stopping_does_not_wait_for_ever(
    worker: OutboxWorker,
    database: Database,
    clock: MovableClock,
    channel: Scripted,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(working, "PARTING_SECONDS", 0.05)
    channel.delay = 60
    say(database, clock.now(), prompt("a"))
    began = time.monotonic()
    async with running(worker):
        await until(lambda: row(database, "a").etat == SENDING)
    assert time.monotonic() - began < 5
    assert row(database, "a").etat == SENDING


async def test_starting_recovers_what_was_interrupted(
    worker: OutboxWorker, database: Database, clock: MovableClock, channel: Scripted
) -> None:
    say(database, clock.now(), prompt("a"))
    with database.transaction() as tx:
        tx.scalars(select(Outbox)).one().etat = SENDING
    async with running(worker):
        await until(lambda: row(database, "a").etat == SENT)
    assert channel.parcels[0].again


async def test_one_row_that_cannot_be_settled_keeps_no_other_back(
    database: Database,
    clock: MovableClock,
    channel: Scripted,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(working, "DATABASE_PAUSE", 0.01)
    refusals = ["first", "second"]

    def lost(*_given: object) -> None:
        if refusals:
            raise RuntimeError(refusals.pop())

    hooks = Hooks(lost=lost, moved=lost, refused=lost, tellers={}, trackings=TRACKINGS, heard=lost)
    worker = OutboxWorker(database, clock, {TELEGRAM: channel}, hooks, paced=False)
    channel.fail("-40", Refused("can't parse entities"))
    say(database, clock.now(), prompt("V", "-40", lane=Lane.ALERTE), prompt("a"), prompt("b"))
    await worker.drain()
    assert [row(database, key).etat for key in ("V", "a", "b")] == [DEAD, SENT, SENT]
    assert len(channel.parcels) == 3


async def test_a_database_that_refuses_for_a_while_loses_and_doubles_nothing(
    worker: OutboxWorker,
    database: Database,
    clock: MovableClock,
    channel: Scripted,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(working, "DATABASE_PAUSE", 0.01)
    refused: list[str] = []

    @event.listens_for(database.engine, "before_cursor_execute")
    def _full(_connection: Any, _cursor: Any, sql: str, *_rest: Any) -> None:
        if sql.startswith("UPDATE outbox") and channel.parcels and len(refused) < 5:
            refused.append(sql)
            raise OperationalError(sql, {}, Exception("database or disk is full"))

    say(database, clock.now(), prompt("a"), prompt("b", "8"))
    await worker.drain()
    assert len(refused) == 5
    assert channel.said() == ["a", "b"]
    assert [row(database, key).etat for key in "ab"] == [SENT, SENT]


class Crossed:
    """A channel whose messages to the first chat make a row for the second one."""

    def __init__(self, database: Database, clock: MovableClock) -> None:
        self._database, self._clock = database, clock

    async def send(self, parcel: Parcel) -> Receipt:
        if parcel.address == "7":
            say(
                self._database,
                self._clock.now(),
                prompt("suite", "s@example.org", channel="email"),
            )
        return Receipt(1)


async def test_draining_goes_on_until_every_channel_is_quiet(
    database: Database, clock: MovableClock, coordination: Coordination, mail: Scripted
) -> None:
    transports: dict[Channel, Transport] = {EMAIL: mail, TELEGRAM: Crossed(database, clock)}
    worker = OutboxWorker(database, clock, transports, coordination.hooks(), paced=False)
    say(database, clock.now(), prompt("a"))
    await worker.drain()
    assert mail.said() == ["suite"]
    left = read(database, lambda tx: tx.scalars(select(Outbox.etat)).all())
    assert list(left) == [SENT, SENT]
