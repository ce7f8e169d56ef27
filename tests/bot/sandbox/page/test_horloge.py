"""The ground as a whole: its clock, starting again, people who join, opening and closing."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import pytest

from bot.clock import PARIS, paris
from bot.sandbox import ground as ground_module
from bot.sandbox.ground import EVENING, Ground
from bot.sandbox.page.routes import add_page, next_monday
from tests.bot.sandbox.page.asking import deliver, letter, post, seat


@pytest.mark.parametrize(
    ("now", "monday"),
    [
        ("2026-11-17T16:55", "2026-11-23T08:00"),
        ("2026-11-23T07:59", "2026-11-23T08:00"),
        ("2026-11-23T08:00", "2026-11-30T08:00"),
        # The night when clocks go back an hour lies between.
        ("2026-10-24T12:00", "2026-10-26T08:00"),
    ],
)
def test_the_next_monday_is_the_coming_one(now: str, monday: str) -> None:
    start, end = (datetime.fromisoformat(text).replace(tzinfo=PARIS) for text in (now, monday))
    assert next_monday(start) == end


async def test_the_clock_moves_and_what_is_due_is_done(
    ground: Ground, visitor: aiohttp.ClientSession
) -> None:
    seen = []

    async def look() -> None:
        seen.append(paris(ground.clock.now()).strftime("%d %H:%M"))

    ground.on_clock_moved = look
    assert (await post(visitor, "horloge", {"avance": 3600}))[0] == 200
    status, told = await post(visitor, "horloge", {"vers": "lundi-8h"})
    assert (status, seen) == (200, ["17 17:55", "23 08:00"])
    assert datetime.fromisoformat(told["clock"]) >= datetime(2026, 11, 23, 8, tzinfo=PARIS)


@pytest.mark.parametrize("jump", [-60, 0, 32 * 86_400, "NaN", "Infinity", "demain", None, []])
async def test_the_clock_neither_goes_back_nor_leaps_too_far(
    ground: Ground, visitor: aiohttp.ClientSession, jump: Any
) -> None:
    status, told = await post(visitor, "horloge", {"avance": jump})
    assert status == 400
    assert "31 jours" in told["erreur"]
    assert ground.clock.now() - EVENING < timedelta(minutes=1)


async def test_starting_again_erases_everything(
    ground: Ground, visitor: aiohttp.ClientSession
) -> None:
    await deliver(ground, letter())
    await post(visitor, "telephones/mediatrice/ecrire", {"texte": "Bonjour"})
    await post(visitor, "horloge", {"avance": 3600})
    status, told = await post(visitor, "recommencer")
    assert (status, told["courriels"]) == (200, [])
    assert seat(told, "mediatrice")["messages"] == []
    assert ground.clock.now() - EVENING < timedelta(minutes=1)


async def test_starting_again_is_left_to_the_bot_when_there_is_one(
    ground: Ground, visitor: aiohttp.ClientSession
) -> None:
    asked = asyncio.Event()

    async def begin() -> None:
        asked.set()

    ground.on_reset = begin
    await post(visitor, "recommencer")
    assert asked.is_set()
    assert ground.generation == 1


async def test_somebody_whom_no_bot_answers_is_named(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ground_module, "JOIN_SECONDS", 0.1)
    with pytest.raises(TimeoutError, match="La médiatrice : le bot n'a pas répondu"):
        await ground.join_all({"mediatrice": "code"})


async def test_a_taken_port_leaves_nothing_open(ground: Ground) -> None:
    port = urlsplit(ground.url).port or 0
    other = Ground()
    with pytest.raises(OSError, match="address already in use"):
        await other.start(add_page, port)
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection("127.0.0.1", urlsplit(other.smtp_url).port)
