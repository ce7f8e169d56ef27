"""The page itself: its files, who may ask, and what is told as it changes."""

from __future__ import annotations

import asyncio
import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from telegram import Bot

import bot.sandbox.page as page_package
from bot.clock import paris
from bot.sandbox.ground import Ground
from tests.bot.sandbox.page.asking import seat, state

PAGE = Path(page_package.__file__).parent


async def test_the_page_and_its_files_are_served_with_a_closed_policy(
    visitor: aiohttp.ClientSession,
) -> None:
    files = {"/", *(f"/terrain/{path.name}" for path in PAGE.glob("*.[cj]*s"))}
    assert len(files) > 5
    for path in files:
        async with visitor.get(path) as answer:
            assert answer.status == 200
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_the_page_fetches_nothing_from_elsewhere() -> None:
    for path in (*PAGE.glob("*.html"), *PAGE.glob("*.[cj]*s")):
        source = path.read_text().replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?://|@import|\b(src|href)=.//", source), path.name


@pytest.mark.parametrize("path", ["/", "/terrain/etat", "/sim/state", "/bot1:x/getMe"])
async def test_a_name_rebound_to_this_machine_is_refused(
    visitor: aiohttp.ClientSession, path: str
) -> None:
    async with visitor.get(path, headers={"Host": "evil.example.org"}) as answer:
        assert answer.status == 403


@pytest.mark.parametrize("origin", ["http://evil.example.org", "http://127.0.0.1:1", "null"])
async def test_a_deed_asked_by_another_page_is_refused(
    ground: Ground, visitor: aiohttp.ClientSession, origin: str
) -> None:
    headers = {"Origin": origin}
    async with visitor.post("/terrain/recommencer", headers=headers) as answer:
        assert answer.status == 403
        assert "Refusé" in (await answer.json())["erreur"]
    assert ground.generation == 1


async def test_a_deed_asked_by_the_page_itself_is_done(
    ground: Ground, visitor: aiohttp.ClientSession
) -> None:
    async with visitor.post("/terrain/recommencer", headers={"Origin": ground.url}) as answer:
        assert answer.status == 200
    assert ground.generation == 2


async def test_the_state_shows_the_panes_in_order(visitor: aiohttp.ClientSession) -> None:
    found = await state(visitor)
    keys = [one["key"] for one in found["seats"]]
    assert keys == ["mediatrice", "mediateur", "coordination", "eclairage", "membre", "partenaire"]
    assert seat(found, "eclairage")["name"] == "Éclairage public"
    assert paris(datetime.fromisoformat(found["clock"])).strftime("%H:%M") == "16:55"


async def test_a_change_is_told_at_once(
    ground: Ground, visitor: aiohttp.ClientSession, client: Bot
) -> None:
    async with visitor.get("/terrain/flux") as stream:
        before = seat(await event(stream), "mediatrice")["messages"]
        assert before[-1]["text"] == "/start code-secret"
        asked = asyncio.get_running_loop().time()
        await client.send_message(ground.seats["mediatrice"].chat_id, "Bonjour")
        told = await event(stream)
        assert seat(told, "mediatrice")["messages"][-1]["text"] == "Bonjour"
        assert asyncio.get_running_loop().time() - asked < 1


async def test_streams_end_when_the_ground_stops(
    ground: Ground, visitor: aiohttp.ClientSession
) -> None:
    async with visitor.get("/terrain/flux") as stream:
        await event(stream)
        async with asyncio.timeout(3):
            await ground.stop()
            assert (await stream.content.read()).strip() == b""


async def event(stream: aiohttp.ClientResponse) -> dict[str, Any]:
    async with asyncio.timeout(5):
        while True:
            line = await stream.content.readuntil(b"\n")
            if line.startswith(b"data: "):
                found: dict[str, Any] = json.loads(line.removeprefix(b"data: "))
                return found
