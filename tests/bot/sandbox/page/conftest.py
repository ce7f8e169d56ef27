"""A running ground, a visitor of its page, and a client of its Bot API."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest
from telegram import Bot

from bot.sandbox.ground import Ground
from bot.sandbox.page.routes import add_page
from tests.bot.sandbox import client as bot_api


@pytest.fixture
async def ground() -> AsyncIterator[Ground]:
    running = Ground()
    await running.start(add_page)
    yield running
    await running.stop()


@pytest.fixture
async def visitor(ground: Ground) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(ground.url) as session:
        yield session


@pytest.fixture
async def client(ground: Ground) -> AsyncIterator[Bot]:
    """A client of the Bot API, to whom the médiatrice has spoken."""
    ground.seats["mediatrice"].person.start("code-secret")
    async with bot_api.client(ground.url, ground.world.token) as speaking:
        yield speaking
