"""A pin, a list of commands, a message that goes: nothing said in that chat waits for them."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest

from bot.channels.telegram.channel import CHANNEL as TELEGRAM
from bot.clock import MovableClock
from bot.delivery import sender, settle
from bot.delivery.contract import Away, DeliveryFailure, Refused, RetryLater, Unreachable
from bot.delivery.worker import OutboxWorker
from storage.machine.db import Database
from storage.machine.outbox import DEAD, RETRY, SENT, TODO, Lane
from tests.bot.delivery.post import Coordination, Scripted, prompt, row, running, say, until


async def test_an_ornament_holds_nothing_back_and_waits_for_what_it_adorns(
    worker: OutboxWorker, database: Database, clock: MovableClock, channel: Scripted
) -> None:
    channel.fail("carte", RetryLater("502"))
    channel.fail("épingle", Away("500"), Away("500"))
    say(database, clock.now(), prompt("carte"), prompt("épingle", lane=Lane.ORNEMENT))
    await worker.drain()
    assert [row(database, key).etat for key in ("carte", "épingle")] == [RETRY, TODO]
    clock.advance(timedelta(seconds=2))
    await worker.drain()
    assert [row(database, key).etat for key in ("carte", "épingle")] == [SENT, RETRY]
    say(database, clock.now(), prompt("suite"), prompt("menu", lane=Lane.ORNEMENT))
    await worker.drain()
    assert [row(database, key).etat for key in ("suite", "épingle", "menu")] == [SENT, RETRY, TODO]
    for _ in range(2):
        clock.advance(timedelta(seconds=3))
        await worker.drain()
    assert channel.said()[-2:] == ["épingle", "menu"]


async def test_what_follows_an_answer_leaves_as_soon_as_it_arrived(
    worker: OutboxWorker, database: Database, clock: MovableClock, channel: Scripted
) -> None:
    """Of another lane, it would else wait for the next look, a second later."""
    async with running(worker):
        # The lane is looked into, and nothing is found that may leave: the answer is on its way.
        channel.delay = 0.1
        say(database, clock.now(), prompt("suite"), prompt("menu", lane=Lane.ORNEMENT))
        began = time.monotonic()
        worker.posted({(TELEGRAM.kind, "7", lane): 1 for lane in (Lane.PROMPT, Lane.ORNEMENT)})
        await until(lambda: channel.said() == ["suite", "menu"])
        assert time.monotonic() - began < sender.IDLE_SECONDS / 2


@pytest.mark.parametrize("failure", [Unreachable("no rights to pin"), Refused("400")])
async def test_an_ornament_that_is_refused_ends_there(
    worker: OutboxWorker,
    database: Database,
    clock: MovableClock,
    channel: Scripted,
    coordination: Coordination,
    failure: DeliveryFailure,
) -> None:
    channel.fail("épingle", failure)
    say(database, clock.now(), prompt("épingle", lane=Lane.ORNEMENT), prompt("suite"))
    await worker.drain()
    assert (row(database, "épingle").etat, row(database, "suite").etat) == (DEAD, SENT)
    assert coordination.heard == []
    assert coordination.refusals == []


async def test_a_pause_asked_for_an_ornament_is_its_own(
    worker: OutboxWorker, database: Database, clock: MovableClock, channel: Scripted
) -> None:
    (one, _mail) = worker.senders
    slowed: list[str] = []
    one._pace.slow_down = lambda address, _s: slowed.append(address)  # type: ignore[assignment,method-assign]
    for key in ("épingle", "carte"):
        channel.fail(key, RetryLater("flood", after=30))
    say(database, clock.now(), prompt("épingle", lane=Lane.ORNEMENT))
    await worker.drain()
    assert slowed == []
    say(database, clock.now(), prompt("carte"))
    await worker.drain()
    assert slowed == ["7"]


async def test_an_ornament_tells_nothing_of_its_channel(
    worker: OutboxWorker, database: Database, clock: MovableClock, channel: Scripted
) -> None:
    """A method that fails alone would be woken, and fail again, at each card."""
    channel.fail("7", *(Away("500") for _ in range(9)))
    say(database, clock.now(), prompt("épingle", lane=Lane.ORNEMENT))
    await worker.drain()
    assert worker.away == set()
    for _ in range(settle.TOLD_AFTER):
        clock.advance(timedelta(minutes=11))
        await worker.drain()
    assert row(database, "épingle").etat == RETRY
