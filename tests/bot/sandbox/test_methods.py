"""Every method, called by python-telegram-bot and judged by aiogram's types."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)
from telegram.constants import ChatAction

from bot.sandbox.methods import METHODS
from bot.sandbox.methods.contract import Method
from bot.sandbox.persons import Person
from bot.sandbox.world import World
from tests.oracle import check_calls

JPEG = b"\xff\xd8\xff" + bytes(range(200))
KEYS = InlineKeyboardMarkup([[InlineKeyboardButton("Vu", callback_data="vu")]])


@pytest.fixture(autouse=True)
async def judged(world: World, bot: Bot) -> AsyncIterator[None]:
    """Whatever a test below did, the independent types must agree."""
    yield
    check_calls(world)


async def test_the_bot_is_who_it_is(bot: Bot) -> None:
    me = await bot.get_me()
    assert (me.username, me.is_bot) == ("carnet_de_rue_bot", True)


async def test_a_text_keeps_its_formatting_its_buttons_and_its_date(
    bot: Bot, world: World, mediatrice: Person
) -> None:
    sent = await bot.send_message(
        mediatrice.id, "🚧 <b>Lampe</b> cassée &amp; <i>urgent</i>", "HTML", reply_markup=KEYS
    )
    assert sent.text == "🚧 Lampe cassée & urgent"
    assert [(e.type, sent.parse_entity(e)) for e in sent.entities] == [
        ("bold", "Lampe"),
        ("italic", "urgent"),
    ]
    assert sent.reply_markup == KEYS
    assert sent.date == world.clock.now()
    assert mediatrice.screen().keyboard[0][0].data == "vu"


async def test_a_reply_keyboard_is_shown_to_the_person_and_not_echoed(
    bot: Bot, world: World, mediatrice: Person
) -> None:
    below = ReplyKeyboardMarkup([["▶️ Présence", KeyboardButton("Ici", request_location=True)]])
    sent = await bot.send_message(mediatrice.id, "Que faites-vous ?", reply_markup=below)
    assert sent.reply_markup is None
    assert mediatrice.screen().reply_keyboard == [["▶️ Présence", "Ici"]]
    assert mediatrice.tap("▶️ Présence") == ""
    mediatrice.tap("Ici")
    kinds = [set(u.shape["message"]) & {"text", "location"} for u in world.updates.pending]
    assert kinds == [{"text"}, {"location"}]
    await bot.send_message(mediatrice.id, "Merci", reply_markup=ReplyKeyboardRemove())
    with pytest.raises(LookupError, match="visible: \\[\\]"):
        mediatrice.tap("Ici")


async def test_an_answer_quotes_the_message_it_answers(bot: Bot, mediatrice: Person) -> None:
    asked = mediatrice.write("Où est le local ?")
    sent = await bot.send_message(
        mediatrice.id, "Ici", reply_parameters=ReplyParameters(asked.message_id)
    )
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.text == "Où est le local ?"


async def test_a_photo_goes_up_and_comes_down_byte_for_byte(bot: Bot, mediatrice: Person) -> None:
    sent = await bot.send_photo(mediatrice.id, JPEG, caption="La <b>lampe</b>", parse_mode="HTML")
    assert sent.caption == "La lampe"
    file = await sent.photo[-1].get_file()
    assert bytes(await file.download_as_bytearray()) == JPEG
    assert mediatrice.screen().photo == JPEG
    again = await bot.send_photo(mediatrice.id, sent.photo[-1].file_id)
    assert again.photo[-1].file_id == sent.photo[-1].file_id


async def test_the_smallest_size_of_a_photo_is_not_the_photo(bot: Bot, mediatrice: Person) -> None:
    sent = await bot.send_photo(mediatrice.id, JPEG)
    file = await sent.photo[0].get_file()
    assert bytes(await file.download_as_bytearray()) != JPEG


async def test_a_document_keeps_its_name_and_type(bot: Bot, mediatrice: Person) -> None:
    sent = await bot.send_document(mediatrice.id, b"a;b\n1;2\n", filename="point.csv")
    assert sent.document is not None
    assert (sent.document.file_name, sent.document.mime_type) == ("point.csv", "text/csv")


async def test_an_album_is_several_messages_of_one_group(bot: Bot, mediatrice: Person) -> None:
    media = [InputMediaPhoto(JPEG, caption="Avant"), InputMediaPhoto(JPEG + b"2")]
    sent = await bot.send_media_group(mediatrice.id, media)
    assert len({message.media_group_id for message in sent}) == 1
    assert [message.caption for message in sent] == ["Avant", None]
    file = await sent[1].photo[-1].get_file()
    assert bytes(await file.download_as_bytearray()) == JPEG + b"2"


async def test_a_position_is_sent(bot: Bot, mediatrice: Person) -> None:
    sent = await bot.send_location(mediatrice.id, 49.9, 2.3)
    assert sent.location is not None
    assert (sent.location.latitude, sent.location.longitude) == (49.9, 2.3)


async def test_a_copy_hides_the_author_and_a_forward_names_it(
    bot: Bot, world: World, mediatrice: Person
) -> None:
    group = world.group("Éclairage public", [mediatrice])
    photo = mediatrice.send_photo(JPEG, "Lampe")
    copied = await bot.copy_message(group.id, mediatrice.id, photo.message_id, caption="V-0001")
    forwarded = await bot.forward_message(group.id, mediatrice.id, photo.message_id)
    copy = world.chats[group.id].messages[copied.message_id]
    assert (copy.text, copy.photo, "forward_origin" in copy.data) == ("V-0001", JPEG, False)
    assert forwarded.forward_origin is not None


async def test_a_card_is_edited_in_place(bot: Bot, mediatrice: Person) -> None:
    card = await bot.send_message(mediatrice.id, "Nouvelle", reply_markup=KEYS)
    edited = await bot.edit_message_text("Vue", mediatrice.id, card.message_id)
    assert isinstance(edited, Message)
    assert (edited.text, edited.reply_markup) == ("Vue", None)
    await bot.edit_message_reply_markup(mediatrice.id, card.message_id, reply_markup=KEYS)
    screen = mediatrice.screen()
    assert (screen.edited, screen.buttons[0].label) == (2, "Vu")


async def test_a_caption_and_a_picture_are_edited(bot: Bot, mediatrice: Person) -> None:
    sent = await bot.send_photo(mediatrice.id, JPEG, caption="Avant", reply_markup=KEYS)
    await bot.edit_message_caption(mediatrice.id, sent.message_id, caption="Après")
    assert mediatrice.read() == "Après"
    other = InputMediaPhoto(JPEG + b"2", caption="Autre")
    await bot.edit_message_media(other, mediatrice.id, sent.message_id)
    assert mediatrice.screen().photo == JPEG + b"2"
    file = InputMediaDocument(b"texte", filename="note.txt")
    changed = await bot.edit_message_media(file, mediatrice.id, sent.message_id)
    assert isinstance(changed, Message)
    assert changed.document is not None
    assert changed.photo == ()


async def test_messages_are_deleted(bot: Bot, mediatrice: Person) -> None:
    sent = [await bot.send_message(mediatrice.id, words) for words in "abc"]
    assert await bot.delete_message(mediatrice.id, sent[2].message_id)
    assert mediatrice.read() == "b"
    assert await bot.delete_messages(mediatrice.id, [m.message_id for m in sent])
    with pytest.raises(LookupError):
        mediatrice.screen()


async def test_a_tap_is_answered_with_words(bot: Bot, mediatrice: Person) -> None:
    await bot.send_message(mediatrice.id, "Vu ?", reply_markup=KEYS)
    query = mediatrice.tap("Vu")
    updates = await bot.get_updates()
    assert updates[0].callback_query is not None
    assert updates[0].callback_query.data == "vu"
    assert mediatrice.unanswered() == [query]
    await bot.answer_callback_query(query, "Merci", show_alert=True)
    assert mediatrice.answers() == [("Merci", True)]
    assert mediatrice.unanswered() == []


async def test_menus_are_kept_by_scope_and_language(bot: Bot, mediatrice: Person) -> None:
    everyone = [BotCommand("aide", "Aide")]
    hers = [BotCommand("presence", "Présence")]
    scope = BotCommandScopeChat(mediatrice.id)
    await bot.set_my_commands(everyone)
    await bot.set_my_commands(hers, scope=scope, language_code="fr")
    assert await bot.get_my_commands() == tuple(everyone)
    assert await bot.get_my_commands(scope=scope, language_code="fr") == tuple(hers)
    assert await bot.get_my_commands(scope=scope) == ()
    await bot.delete_my_commands(scope=scope, language_code="fr")
    assert await bot.get_my_commands(scope=scope, language_code="fr") == ()


async def test_a_group_tells_who_is_in_it(bot: Bot, world: World, mediatrice: Person) -> None:
    stranger = world.person("Un passant")
    group = world.group("Éclairage public", [world.person("La responsable"), mediatrice])
    group.promote_bot()
    assert (await bot.get_chat(group.id)).title == "Éclairage public"
    assert (await bot.get_chat_member(group.id, mediatrice.id)).status == "member"
    assert (await bot.get_chat_member(group.id, stranger.id)).status == "left"
    assert (await bot.get_chat_member(group.id, bot.id)).status == "administrator"
    people = await bot.get_chat_administrators(group.id)
    assert [person.status for person in people] == ["creator", "administrator"]
    assert await bot.get_chat_member_count(group.id) == 3
    assert (await bot.get_chat(mediatrice.id)).type == "private"


async def test_pins_reactions_and_topics(bot: Bot, world: World, mediatrice: Person) -> None:
    group = world.group("Services", [mediatrice], forum=True)
    group.promote_bot()
    topic = await bot.create_forum_topic(group.id, "Voirie")
    thread = topic.message_thread_id
    sent = await bot.send_message(group.id, "V-0001", message_thread_id=thread)
    assert sent.message_thread_id == thread
    await bot.pin_chat_message(group.id, sent.message_id)
    assert (await bot.get_chat(group.id)).pinned_message == sent
    await bot.unpin_chat_message(group.id)
    assert (await bot.get_chat(group.id)).pinned_message is None
    await bot.set_message_reaction(group.id, sent.message_id, "👀")
    assert world.chats[group.id].messages[sent.message_id].reactions == ["👀"]


async def test_the_bot_leaves_a_group(bot: Bot, world: World, mediatrice: Person) -> None:
    group = world.group("Ailleurs", [mediatrice])
    await bot.leave_chat(group.id)
    assert group.chat.bot_status == "left"


async def test_a_webhook_is_remembered(bot: Bot, mediatrice: Person) -> None:
    mediatrice.write("en attente")
    await bot.set_webhook("https://carnet.example.org/crochet", allowed_updates=["message"])
    info = await bot.get_webhook_info()
    assert info.url == "https://carnet.example.org/crochet"
    assert (info.pending_update_count, info.allowed_updates) == (1, ("message",))
    await bot.delete_webhook(drop_pending_updates=True)
    assert (await bot.get_webhook_info()).pending_update_count == 0


async def test_what_nobody_sees_is_accepted(bot: Bot, mediatrice: Person) -> None:
    assert await bot.send_chat_action(mediatrice.id, ChatAction.TYPING)
    assert await bot.set_my_description("Le carnet de terrain")
    assert await bot.set_my_short_description("Carnet")
    assert await bot.set_my_name("Carnet de rue")
    assert await bot.set_chat_menu_button()
    assert await bot.set_my_default_administrator_rights()


@pytest.mark.parametrize("method", METHODS.values(), ids=METHODS.keys())
def test_aiogram_knows_the_method_and_its_parameters(method: Method) -> None:
    import aiogram.methods

    model = getattr(aiogram.methods, method.name[0].upper() + method.name[1:])
    assert method.table.keys() <= model.model_fields.keys()
