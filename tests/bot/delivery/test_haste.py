"""Nobody waits for somebody else: side by side, at once, and each lane in its turn."""

from __future__ import annotations

import asyncio
import time

import pytest

from bot.channels.telegram.channel import CHANNEL as TELEGRAM
from bot.clock import MovableClock, SystemClock
from bot.delivery import sender
from bot.delivery.worker import OutboxWorker
from storage.machine.db import Database
from storage.machine.outbox import SENT, Lane
from tests.bot.delivery.post import Coordination, Scripted, prompt, row, running, say, until


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """What is proved here does not depend on the kind of database."""
    return sqlite_database


async def test_chats_are_served_side_by_side(
    worker: OutboxWorker, database: Database, clock: MovableClock, channel: Scripted
) -> None:
    channel.delay = 0.2
    say(database, clock.now(), *(prompt(f"{n}", f"{n}") for n in range(40)))
    began = time.monotonic()
    await worker.drain()
    assert len(channel.parcels) == 40
    assert time.monotonic() - began < 2


async def test_what_is_posted_leaves_as_soon_as_somebody_says_so(
    worker: OutboxWorker, database: Database, clock: MovableClock, channel: Scripted
) -> None:
    async with running(worker):
        await asyncio.sleep(0.05)
        say(database, clock.now(), prompt("a"))
        began = time.monotonic()
        worker.wake()
        await until(lambda: channel.said() == ["a"])
        assert time.monotonic() - began < sender.IDLE_SECONDS / 2
        await until(lambda: row(database, "a").etat == SENT)


async def test_what_nobody_announces_leaves_within_seconds(
    worker: OutboxWorker, database: Database, clock: MovableClock, channel: Scripted
) -> None:
    async with running(worker):
        await asyncio.sleep(0.05)
        say(database, clock.now(), prompt("a"))
        await until(lambda: row(database, "a").etat == SENT, 3)
    assert channel.said() == ["a"]


async def test_a_slow_mail_server_delays_no_prompt(
    worker: OutboxWorker,
    database: Database,
    clock: MovableClock,
    channel: Scripted,
    mail: Scripted,
) -> None:
    mail.delay = 0.4
    letters = [
        prompt(f"lettre-{n}", f"s{n}@example.org", lane=Lane.ALERTE, channel="email")
        for n in range(12)
    ]
    async with running(worker):
        say(database, clock.now(), *letters)
        worker.wake()
        await asyncio.sleep(0.1)
        began = time.monotonic()
        say(database, clock.now(), prompt("a"))
        worker.wake()
        await until(lambda: channel.said() == ["a"])
        assert time.monotonic() - began < 0.3
        assert len(mail.parcels) < 12


async def test_digests_leave_a_slot_for_what_cannot_wait(
    worker: OutboxWorker, database: Database, clock: MovableClock, mail: Scripted
) -> None:
    mail.delay = 0.2
    points = [
        prompt(f"point-{n}", f"c{n}@example.org", lane=Lane.DIGEST, channel="email")
        for n in range(8)
    ]
    async with running(worker):
        say(database, clock.now(), *points)
        worker.wake()
        await asyncio.sleep(0.1)
        urgent = prompt("V-0001", "voirie@example.org", lane=Lane.ALERTE, channel="email")
        say(database, clock.now(), urgent)
        worker.wake()
        await until(lambda: "V-0001" in mail.said())
        assert len(mail.parcels) <= 4


async def test_prompts_overtake_three_thousand_alerts(
    sqlite_database: Database, coordination: Coordination
) -> None:
    clock = SystemClock()
    channel = Scripted(delay=0.02)
    worker = OutboxWorker(sqlite_database, clock, {TELEGRAM: channel}, coordination.hooks())
    crowd = (prompt(f"V-{n}", f"{1000 + n}", lane=Lane.ALERTE) for n in range(3000))
    say(sqlite_database, clock.now(), *crowd)
    waits = []
    async with running(worker):
        began = time.monotonic()
        for n in range(12):
            await asyncio.sleep(0.2)
            asked = time.monotonic()
            say(sqlite_database, clock.now(), prompt(f"p-{n}", f"{n + 1}"))
            worker.wake()
            await until(lambda key=f"p-{n}": key in channel.said())
            waits.append(time.monotonic() - asked)
        lasted = time.monotonic() - began
        left = len(channel.parcels)
    assert sorted(waits)[-2] < 0.3
    assert 24 <= left / lasted <= 31


async def test_prompts_do_not_keep_an_alert_from_leaving(
    sqlite_database: Database, coordination: Coordination
) -> None:
    clock = SystemClock()
    channel = Scripted()
    worker = OutboxWorker(sqlite_database, clock, {TELEGRAM: channel}, coordination.hooks())
    say(sqlite_database, clock.now(), *(prompt(f"p-{n}", f"{n + 1}") for n in range(100)))
    say(sqlite_database, clock.now(), prompt("V-0001", "-40", lane=Lane.ALERTE))
    async with running(worker):
        await until(lambda: "V-0001" in channel.said(), 3)
    assert channel.said().index("V-0001") < 10
