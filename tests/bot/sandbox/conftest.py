"""A frozen world, its server, and python-telegram-bot as the client."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from telegram import Bot

from bot.clock import MovableClock
from bot.sandbox.persons import Person
from bot.sandbox.server import Server, start
from bot.sandbox.world import World
from tests.bot.sandbox.client import client

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(NOON, frozen=True)


@pytest.fixture
def world(clock: MovableClock) -> World:
    return World(clock)


@pytest.fixture
async def server(world: World) -> AsyncIterator[Server]:
    running = await start(world)
    yield running
    await running.stop()


@pytest.fixture
async def bot(server: Server) -> AsyncIterator[Bot]:
    async with client(server.url, server.world.token) as speaking:
        yield speaking


@pytest.fixture
def mediatrice(world: World) -> Person:
    """A person who pressed Start, whose /start is already confirmed."""
    person = world.person("La médiatrice")
    person.start()
    world.updates.forget()
    return person
