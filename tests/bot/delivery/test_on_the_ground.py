"""The worker with the real Telegram channel, on the practice ground."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from bot.channels.telegram.backend import BotApi
from bot.channels.telegram.channel import CHANNEL as TELEGRAM
from bot.channels.telegram.transport import TelegramTransport
from bot.clock import MovableClock
from bot.delivery.contract import Parcel, Receipt, Transport
from bot.delivery.worker import OutboxWorker
from bot.sandbox.server import start
from bot.sandbox.world import World
from storage.machine.db import Database
from storage.machine.outbox import SENT, Lane
from storage.models import Alerte
from tests.bot.delivery.post import Coordination, prompt, read, row, running_alone, say
from tests.bot.delivery.scene import scene


@dataclass
class Ground:
    """A practice ground, and a bot that sends to it what the outbox holds."""

    world: World
    channel: TelegramTransport
    database: Database
    clock: MovableClock
    coordination: Coordination

    def worker(self, channel: Transport | None = None, *, paced: bool = True) -> OutboxWorker:
        transports = {TELEGRAM: channel or self.channel}
        hooks = self.coordination.hooks()
        return OutboxWorker(self.database, self.clock, transports, hooks, paced=paced)

    def heard(self, chat: int) -> list[str]:
        return [message.text for message in self.world.messages(chat) if message.from_bot]


@pytest.fixture
async def ground(
    sqlite_database: Database, coordination: Coordination, tmp_path: Path
) -> AsyncIterator[Ground]:
    clock = MovableClock()
    world = World(clock, rate_limits=True)
    server = await start(world)
    async with BotApi(server.url, world.token) as bot:
        channel = TelegramTransport(bot, tmp_path)
        yield Ground(world, channel, sqlite_database, clock, coordination)
    await server.stop()


class Deadly:
    """A channel that sends, then takes the whole worker with it."""

    def __init__(self, channel: Transport) -> None:
        self._channel = channel
        self.killed = asyncio.Event()

    async def send(self, parcel: Parcel) -> Receipt:
        await self._channel.send(parcel)
        self.killed.set()
        await asyncio.Event().wait()
        raise AssertionError("nobody comes back from there")


async def killed_while_sending(ground: Ground) -> None:
    """The first message leaves; the worker dies before writing that it did."""
    deadly = Deadly(ground.channel)
    dying = asyncio.create_task(running_alone(ground.worker(deadly)))
    await deadly.killed.wait()
    dying.cancel()
    await asyncio.gather(dying, return_exceptions=True)


async def test_a_prompt_interrupted_after_it_left_is_said_again_and_says_so(
    ground: Ground,
) -> None:
    person = ground.world.person("La médiatrice")
    person.start()
    say(ground.database, ground.clock.now(), prompt("Noté.", str(person.id)))
    await killed_while_sending(ground)
    worker = ground.worker()
    await worker.recover()
    await worker.drain()
    assert ground.heard(person.id) == ["Noté.", "↻ Renvoyé après une coupure.\nNoté."]


async def test_an_alert_whose_answer_was_cut_off_leaves_again_and_is_then_rewritten(
    ground: Ground,
) -> None:
    group = ground.world.group("Éclairage public", [ground.world.person("Le service")])
    known = scene(ground.database, ground.clock.now())
    subject = f"alerte:{known.alerte}"
    card = prompt("V-0324", str(group.id), lane=Lane.ALERTE, subject=subject)
    say(ground.database, ground.clock.now(), card)
    ground.world.faults.add("sendMessage", drop_reply=True)
    worker = ground.worker(paced=False)
    await worker.drain()
    ground.clock.advance(timedelta(seconds=5))
    await worker.drain()
    assert ground.heard(group.id) == ["V-0324", "V-0324"]
    content = {"text": "V-0324 : pris en charge", "edit": True}
    change = prompt("suite", str(group.id), lane=Lane.ALERTE, subject=subject, content=content)
    say(ground.database, ground.clock.now(), change)
    await worker.drain()
    assert ground.heard(group.id) == ["V-0324", "V-0324 : pris en charge"]
    last = ground.world.messages(group.id)[-1].message_id
    alerte = read(ground.database, lambda tx: tx.get_one(Alerte, known.alerte))
    assert alerte.message_id == last


async def test_a_crowd_is_served_without_a_single_429(ground: Ground) -> None:
    people = [ground.world.person(f"Personne {n}") for n in range(60)]
    for person in people:
        person.start()
    group = ground.world.group("Éclairage public", people[:1])
    now = ground.clock.now()
    say(ground.database, now, *(prompt(f"p-{p.id}", str(p.id)) for p in people))
    say(ground.database, now, *(prompt(f"a-{n}", str(people[0].id)) for n in range(3)))
    said = prompt("V-0001", str(group.id), lane=Lane.ALERTE)
    say(ground.database, now, said)
    await ground.worker().drain()
    statuses = [call.status for call in ground.world.calls if call.method == "sendMessage"]
    assert statuses == [200] * 64
    assert row(ground.database, "V-0001").etat == SENT


async def test_a_429_delays_its_message_and_loses_none(ground: Ground) -> None:
    person = ground.world.person("La médiatrice")
    person.start()
    ground.world.faults.add("sendMessage", code=429, retry_after=1)
    say(
        ground.database,
        ground.clock.now(),
        prompt("un", str(person.id)),
        prompt("deux", str(person.id)),
    )
    worker = ground.worker(paced=False)
    await worker.drain()
    assert ground.heard(person.id) == []
    ground.clock.advance(timedelta(seconds=1))
    await worker.drain()
    assert ground.heard(person.id) == ["un", "deux"]
