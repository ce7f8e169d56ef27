"""What people do on their phones becomes the updates Telegram would make."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.error import ChatMigrated, Forbidden

from bot.sandbox.persons import Person
from bot.sandbox.updates import ON_REQUEST
from bot.sandbox.world import World
from tests.oracle import update_problems

JPEG = b"\xff\xd8\xff" + bytes(range(200))
KEYS = InlineKeyboardMarkup([[InlineKeyboardButton("Vu", callback_data="vu")]])
Guarded = Callable[[World, Person], Any]

DEEDS: dict[str, Guarded] = {
    "a command": lambda _, her: her.write("/presence maintenant"),
    "a deep link": lambda _, her: her.start("invitation_123"),
    "a text": lambda _, her: her.write("8 ados 🛹"),
    "a photo": lambda _, her: her.send_photo(JPEG, "Lampe"),
    "an album": lambda _, her: her.send_album([JPEG, JPEG], "Deux"),
    "a position": lambda _, her: her.send_location(49.9, 2.3),
    "a document": lambda _, her: her.send_document(b"%PDF", "a.pdf", "application/pdf"),
    "a voice message": lambda _, her: her.send_voice(),
    "a sticker": lambda _, her: her.send_sticker(),
    "a contact": lambda _, her: her.send_contact(),
    "a poll": lambda _, her: her.send_poll(),
    "a forward": lambda _, her: her.forward("vu ailleurs"),
    "a correction": lambda _, her: her.edit(her.write("a").message_id, "b"),
    "an answer": lambda _, her: her.reply(her.reply(her.write("a"), "b"), "c"),
    "a reaction": lambda _, her: her.react(her.write("a"), "👍"),
    "a block": lambda _, her: her.block(),
    "a return": lambda _, her: her.unblock(),
    "a new group": lambda world, her: world.group("Services", [her]),
    "a promotion": lambda world, her: world.group("Services", [her]).promote_bot(),
    "a kick": lambda world, her: world.group("Services", [her]).kick_bot(),
    "an arrival": lambda world, her: world.group("Services", [her]).add(world.person("Un")),
    "a departure": lambda world, her: world.group("Services", [her]).remove(her),
    "an upgrade": lambda world, her: world.group("Services", [her]).upgrade(),
}


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS.keys())
async def test_every_deed_makes_updates_that_both_libraries_read(
    bot: Bot, world: World, mediatrice: Person, deed: Guarded
) -> None:
    await bot.get_updates(allowed_updates=[*Update.ALL_TYPES, *ON_REQUEST])
    deed(world, mediatrice)
    shapes = [update.shape for update in world.updates.pending]
    assert [list(update_problems(shape)) for shape in shapes] == [[]] * len(shapes)
    updates = await bot.get_updates()
    assert len(updates) == len(shapes) > 0
    assert all(update.effective_chat for update in updates)


async def test_a_deep_link_is_a_command_with_its_payload(bot: Bot, mediatrice: Person) -> None:
    mediatrice.start("abc_123")
    message = (await bot.get_updates())[0].message
    assert message is not None
    assert message.text == "/start abc_123"
    assert [message.parse_entity(entity) for entity in message.entities] == ["/start"]


async def test_an_album_is_as_many_updates_of_one_group(bot: Bot, mediatrice: Person) -> None:
    mediatrice.send_album([JPEG, JPEG, JPEG], "Trois")
    messages = [update.message for update in await bot.get_updates()]
    assert len({message.media_group_id for message in messages if message}) == 1
    assert [message.caption for message in messages if message] == ["Trois", None, None]


async def test_a_stale_tap_carries_the_old_screen(bot: Bot, mediatrice: Person) -> None:
    await bot.send_message(mediatrice.id, "vieux", reply_markup=KEYS)
    old = mediatrice.screen()
    await bot.send_message(mediatrice.id, "neuf", reply_markup=KEYS)
    mediatrice.stale_tap("Vu", old)
    mediatrice.tap("Vu")
    queries = [update.callback_query for update in await bot.get_updates()]
    assert [q.message.text for q in queries if q and isinstance(q.message, Message)] == [
        "vieux",
        "neuf",
    ]


async def test_a_tap_on_a_deleted_message_says_it_is_inaccessible(
    bot: Bot, mediatrice: Person
) -> None:
    sent = await bot.send_message(mediatrice.id, "vieux", reply_markup=KEYS)
    old = mediatrice.screen()
    await sent.delete()
    mediatrice.press_data("vu", old)
    query = (await bot.get_updates())[0].callback_query
    assert query is not None
    assert query.message is not None
    assert not query.message.is_accessible


async def test_a_button_that_is_not_there_names_those_that_are(
    bot: Bot, mediatrice: Person
) -> None:
    await bot.send_message(mediatrice.id, "?", reply_markup=KEYS)
    with pytest.raises(LookupError, match="no button 'Traité'; visible: \\['Vu'\\]"):
        mediatrice.tap("Traité")


async def test_a_blocked_bot_hears_it_and_is_refused(bot: Bot, mediatrice: Person) -> None:
    mediatrice.block()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(mediatrice.id, "Bonjour")
    change = (await bot.get_updates())[0].my_chat_member
    assert change is not None
    assert (change.old_chat_member.status, change.new_chat_member.status) == ("member", "kicked")
    with pytest.raises(RuntimeError, match="unblock"):
        mediatrice.write("Bonjour")
    mediatrice.start()
    await bot.send_message(mediatrice.id, "Bonjour")


async def test_a_kicked_bot_is_refused(bot: Bot, world: World, mediatrice: Person) -> None:
    group = world.group("Services", [mediatrice])
    group.kick_bot()
    with pytest.raises(Forbidden, match="bot was kicked from the group chat"):
        await bot.send_message(group.id, "V-0001")
    group.add_bot()
    await bot.leave_chat(group.id)
    with pytest.raises(Forbidden, match="bot is not a member of the group chat"):
        await bot.send_message(group.id, "V-0001")
    outside = world.group("Ailleurs", [mediatrice], bot_is_member=False)
    with pytest.raises(Forbidden, match="not a member"):
        await bot.send_message(outside.id, "V-0001")


async def test_an_upgraded_group_gives_its_new_number(
    bot: Bot, world: World, mediatrice: Person
) -> None:
    group = world.group("Services", [mediatrice])
    old = group.id
    sent = await bot.send_message(old, "V-0001")
    world.updates.forget()
    new = group.upgrade()
    with pytest.raises(ChatMigrated) as refusal:
        await bot.send_message(old, "V-0002")
    assert refusal.value.new_chat_id == new == group.id
    with pytest.raises(ChatMigrated):
        await bot.edit_message_text("V-0001 vue", old, sent.message_id)
    first, second = [update.message for update in await bot.get_updates()]
    assert first is not None
    assert second is not None
    assert (first.chat.id, first.migrate_to_chat_id) == (old, new)
    assert (second.chat.id, second.migrate_from_chat_id) == (new, old)
    assert (await bot.send_message(new, "V-0002")).message_id < sent.message_id


async def test_in_a_group_a_plain_member_bot_sees_only_what_is_for_it(
    bot: Bot, world: World, mediatrice: Person
) -> None:
    group = world.group("Services", [mediatrice])
    await bot.send_message(group.id, "V-0001")
    card = group.chat.messages[max(group.chat.messages)]
    world.updates.forget()
    mediatrice.write("entre nous", group)
    mediatrice.write("/vu", group)
    mediatrice.write("hé @carnet_de_rue_bot", group)
    mediatrice.reply(card, "bien reçu")
    assert len(world.updates.pending) == 3
    group.promote_bot()
    mediatrice.write("entre nous", group)
    assert len(world.updates.pending) == 5


async def test_a_topic_is_written_in_and_may_vanish(
    bot: Bot, world: World, mediatrice: Person
) -> None:
    group = world.group("Services", [mediatrice], forum=True)
    group.promote_bot()
    thread = group.create_topic("Voirie")
    mediatrice.write("bonjour", group, thread=thread)
    message = (await bot.get_updates(offset=-1))[0].message
    assert message is not None
    assert (message.message_thread_id, message.is_topic_message) == (thread, True)
    group.delete_topic(thread)
    with pytest.raises(Exception, match="thread not found"):
        await bot.send_message(group.id, "V-0001", message_thread_id=thread)


def test_a_person_deletes_silently(world: World, mediatrice: Person) -> None:
    sent = mediatrice.write("oups")
    mediatrice.delete(sent.message_id)
    assert sent.deleted
    assert len(world.updates.pending) == 1


def test_a_person_is_found_by_number_then_by_name(world: World) -> None:
    assert world.person("Un") is world.person("Un")
    assert world.person("Un", id=42) is world.person("Autre", id=42)
    assert world.person("Deux") is not world.person("Un")


async def test_the_dialogue_reads_as_text(bot: Bot, mediatrice: Person) -> None:
    card = await bot.send_message(mediatrice.id, "Une lampe ?", reply_markup=KEYS)
    query = mediatrice.tap("Vu")
    await bot.answer_callback_query(query, "Merci")
    await card.edit_text("Vue\npar vous")
    mediatrice.send_location(49.9, 2.3)
    mediatrice.send_photo(JPEG, "La lampe")
    assert mediatrice.transcript().split("\n", 1)[1] == (
        "Carnet de rue : Une lampe ?\n"
        "    [Vu]\n"
        "La médiatrice tape : [Vu]\n"
        "Carnet de rue (bandeau) : Merci\n"
        "Carnet de rue (modifié) : Vue\n"
        "    par vous\n"
        "La médiatrice : <position 49.9, 2.3>\n"
        "La médiatrice : <photo> La lampe\n"
    )
