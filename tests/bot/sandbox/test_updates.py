"""getUpdates keeps, confirms, expires and numbers updates as Telegram does."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import Conflict

from bot.clock import MovableClock
from bot.sandbox.persons import Person
from bot.sandbox.server import Server
from bot.sandbox.world import World
from tests.bot.sandbox.client import client

BUTTON = InlineKeyboardMarkup([[InlineKeyboardButton("oui", callback_data="oui")]])


def ids(world: World) -> list[int]:
    return [update.update_id for update in world.updates.pending]


async def test_an_update_comes_again_until_it_is_confirmed(bot: Bot, mediatrice: Person) -> None:
    mediatrice.write("un")
    mediatrice.write("deux")
    first = await bot.get_updates(limit=1)
    again = await bot.get_updates()
    assert [u.update_id for u in again] == [first[0].update_id, first[0].update_id + 1]
    rest = await bot.get_updates(offset=first[0].update_id + 1)
    assert [u.message.text for u in rest if u.message] == ["deux"]
    assert len(await bot.get_updates(offset=0)) == 1


async def test_a_negative_offset_keeps_only_the_tail(bot: Bot, mediatrice: Person) -> None:
    for words in ("un", "deux", "trois"):
        mediatrice.write(words)
    tail = await bot.get_updates(offset=-1)
    assert [u.message.text for u in tail if u.message] == ["trois"]
    assert len(await bot.get_updates()) == 1


async def test_a_long_poll_wakes_at_the_first_update(bot: Bot, mediatrice: Person) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.sleep(0.05)
    mediatrice.write("me voici")
    updates = await asyncio.wait_for(poll, 2)
    assert updates[0].message is not None
    assert updates[0].message.text == "me voici"


async def test_a_person_may_act_from_another_thread(bot: Bot, mediatrice: Person) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.sleep(0.05)
    await asyncio.to_thread(mediatrice.write, "de loin")
    assert len(await asyncio.wait_for(poll, 2)) == 1


async def test_a_long_poll_without_updates_ends_empty(bot: Bot) -> None:
    assert await asyncio.wait_for(bot.get_updates(timeout=1), 3) == ()


async def test_a_second_poller_ends_the_first_with_a_conflict(
    bot: Bot, server: Server, mediatrice: Person
) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.sleep(0.05)
    async with client(server.url, server.world.token) as other:
        second = asyncio.create_task(other.get_updates(timeout=20))
        with pytest.raises(Conflict, match="terminated by other getUpdates request"):
            await asyncio.wait_for(first, 2)
        mediatrice.write("pour le second")
        assert len(await second) == 1


async def test_a_webhook_forbids_polling_until_it_is_deleted(bot: Bot) -> None:
    await bot.set_webhook("https://exemple.example.org/crochet")
    with pytest.raises(Conflict, match="webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    assert await bot.get_updates() == ()


@pytest.mark.parametrize(("seconds", "left"), [(86_399, 1), (86_401, 0)])
def test_a_message_waits_a_day(
    world: World, clock: MovableClock, mediatrice: Person, seconds: int, left: int
) -> None:
    mediatrice.write("à demain")
    clock.advance(timedelta(seconds=seconds))
    assert len(ids(world)) == left


async def test_a_tap_waits_only_150_seconds(
    world: World, clock: MovableClock, bot: Bot, mediatrice: Person
) -> None:
    await bot.send_message(mediatrice.id, "Oui ?", reply_markup=BUTTON)
    mediatrice.tap("oui")
    mediatrice.write("et un texte")
    clock.advance(timedelta(seconds=149))
    assert len(ids(world)) == 2
    clock.advance(timedelta(seconds=2))
    assert [u.kind for u in world.updates.pending] == ["message"]


async def test_kinds_asked_for_are_remembered_and_others_are_never_made(
    bot: Bot, mediatrice: Person
) -> None:
    await bot.get_updates(allowed_updates=["edited_message"])
    sent = mediatrice.write("avant")
    mediatrice.edit(sent.message_id, "après")
    updates = await bot.get_updates()
    assert [u.edited_message.text for u in updates if u.edited_message] == ["après"]
    assert len(updates) == 1


async def test_reactions_come_only_to_who_asks_by_name(bot: Bot, mediatrice: Person) -> None:
    sent = mediatrice.write("bonjour")
    mediatrice.react(sent, "👍")
    await bot.get_updates(allowed_updates=["message_reaction"])
    mediatrice.react(sent, "👀")
    updates = await bot.get_updates(offset=-1)
    assert updates[0].message_reaction is not None


async def test_after_a_quiet_week_ids_restart_and_an_old_offset_confirms_nothing(
    bot: Bot, world: World, mediatrice: Person
) -> None:
    mediatrice.write("avant la semaine calme")
    old = (await bot.get_updates())[-1].update_id
    assert world.quiet_week() <= old
    mediatrice.write("après")
    updates = await bot.get_updates(offset=old + 1)
    assert [u.message.text for u in updates if u.message] == ["après"]
    assert updates[0].update_id <= old
    assert await bot.get_updates(offset=updates[0].update_id + 1) == ()


async def test_the_brake_makes_a_repeated_poll_wait(bot: Bot, world: World) -> None:
    world.updates.brake = True
    await bot.get_updates(offset=1)
    poll = asyncio.create_task(bot.get_updates(offset=1))
    await asyncio.sleep(0.2)
    assert not poll.done()
    world.updates.release()
    assert await poll == ()


def test_reset_forgets_everything_but_the_numbering(world: World, mediatrice: Person) -> None:
    mediatrice.write("avant")
    last = ids(world)[-1]
    world.reset()
    assert ids(world) == []
    assert mediatrice.id not in world.chats
    world.person("La médiatrice").start()
    assert ids(world) == [last + 1]
