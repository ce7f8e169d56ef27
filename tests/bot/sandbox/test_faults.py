"""Faults put in on purpose reach the bot as they would in life."""

from __future__ import annotations

import time

import pytest
from telegram import Bot
from telegram.error import Forbidden, NetworkError, RetryAfter

from bot.sandbox.persons import Person
from bot.sandbox.world import World


async def test_a_call_is_refused_as_many_times_as_said(
    bot: Bot, world: World, mediatrice: Person
) -> None:
    world.faults.add("sendMessage", code=502, times=2)
    for _ in range(2):
        with pytest.raises(NetworkError, match="Bad Gateway"):
            await bot.send_message(mediatrice.id, "a")
    await bot.send_message(mediatrice.id, "b")
    assert mediatrice.read() == "b"
    assert [call.status for call in world.calls if call.method == "sendMessage"] == [502, 502, 200]


async def test_a_429_says_how_long_to_wait(
    bot: Bot, world: World, mediatrice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    world.faults.add(code=429, retry_after=2)
    with pytest.raises(RetryAfter, match="2"):
        await bot.send_message(mediatrice.id, "a")
    assert world.calls[-1].response["parameters"] == {"retry_after": 2}
    world.faults.add(code=429)
    with pytest.raises(RetryAfter):
        await bot.send_message(mediatrice.id, "a")


async def test_a_fault_may_pick_its_victim(bot: Bot, world: World, mediatrice: Person) -> None:
    world.faults.add("*", code=403, contains="V-0002", times=None)
    await bot.send_message(mediatrice.id, "V-0001")
    for _ in range(2):
        with pytest.raises(Forbidden):
            await bot.send_message(mediatrice.id, "V-0002")
    world.faults.clear()
    await bot.send_message(mediatrice.id, "V-0002")


async def test_an_answer_cut_off_comes_after_the_deed(
    bot: Bot, world: World, mediatrice: Person
) -> None:
    world.faults.add("sendMessage", drop_reply=True)
    with pytest.raises(NetworkError):
        await bot.send_message(mediatrice.id, "entendu ?")
    assert mediatrice.read() == "entendu ?"
    assert world.calls[-1].status == 200


async def test_updates_cut_off_are_given_again(bot: Bot, world: World, mediatrice: Person) -> None:
    mediatrice.write("a")
    world.faults.add("getUpdates", drop_reply=True)
    with pytest.raises(NetworkError):
        await bot.get_updates()
    assert len(await bot.get_updates()) == 1


async def test_polling_is_spoiled_by_its_own_words(bot: Bot, world: World) -> None:
    world.faults.add("getUpdates", code=500, description="Internal Server Error: restart")
    with pytest.raises(NetworkError, match="restart"):
        await bot.get_updates()


async def test_a_late_call_is_late(bot: Bot, world: World, mediatrice: Person) -> None:
    world.faults.add("sendMessage", delay=0.1)
    began = time.monotonic()
    await bot.send_message(mediatrice.id, "a")
    assert time.monotonic() - began >= 0.1


async def test_every_call_takes_the_round_trip_of_the_world(
    bot: Bot, world: World, mediatrice: Person
) -> None:
    world.delay = 0.05
    began = time.monotonic()
    await bot.send_message(mediatrice.id, "a")
    await bot.get_updates()
    assert time.monotonic() - began >= 0.1
