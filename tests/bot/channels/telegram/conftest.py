"""The practice ground on a socket, and a bot that speaks to it through our HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.channels.telegram.backend import BotApi
from bot.clock import MovableClock
from bot.sandbox.persons import Person
from bot.sandbox.server import Server, start
from bot.sandbox.world import World


@pytest.fixture
def world(clock: MovableClock) -> World:
    return World(clock)


@pytest.fixture
async def server(world: World) -> AsyncIterator[Server]:
    running = await start(world)
    yield running
    await running.stop()


@pytest.fixture
async def bot(server: Server) -> AsyncIterator[BotApi]:
    async with BotApi(server.url, server.world.token) as client:
        server.world.calls.clear()
        yield client


@pytest.fixture
def mediatrice(world: World) -> Person:
    """A person who pressed Start."""
    person = world.person("La médiatrice")
    person.start()
    world.updates.forget()
    return person
