"""A practice ground to poll, and a bot that polls it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.channels.telegram.backend import BotApi, Requests
from bot.clock import MovableClock
from bot.sandbox.persons import Person
from bot.sandbox.server import start
from bot.sandbox.world import World


@pytest.fixture
def world(clock: MovableClock) -> World:
    return World(clock)


@pytest.fixture
async def bot(world: World) -> AsyncIterator[BotApi]:
    server = await start(world)
    requests = Requests(connect=2, read=2)
    async with BotApi(server.url, world.token, requests) as client:
        yield client
    await server.stop()


@pytest.fixture
def mediatrice(world: World) -> Person:
    """A person who pressed Start, whose /start is already confirmed."""
    person = world.person("La médiatrice")
    person.start()
    world.updates.forget()
    return person
