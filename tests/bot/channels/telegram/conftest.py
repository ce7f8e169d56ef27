"""The practice ground on a socket, and a bot that speaks to it through our HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from bot.channels.telegram.backend import AiohttpRequest
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
async def bot(server: Server) -> AsyncIterator[Bot]:
    request = AiohttpRequest()
    async with Bot(
        server.world.token,
        base_url=f"{server.url}/bot",
        base_file_url=f"{server.url}/file/bot",
        request=request,
        get_updates_request=request,
    ) as client:
        server.world.calls.clear()
        yield client


@pytest.fixture
def mediatrice(world: World) -> Person:
    """A person who pressed Start."""
    person = world.person("La médiatrice")
    person.start()
    world.updates.forget()
    return person
