"""What Telegram refuses is refused, in its own words."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    KeyboardButton,
    ReactionTypeCustomEmoji,
    ReplyKeyboardMarkup,
    ReplyParameters,
)
from telegram.error import BadRequest, Forbidden, InvalidToken, RetryAfter

from bot.clock import MovableClock
from bot.sandbox.persons import Person
from bot.sandbox.server import Server, start
from bot.sandbox.world import World
from tests.bot.sandbox.client import client

ME = 7_000_001
CUSTOM = ReactionTypeCustomEmoji("1")
Attempt = Callable[[Bot], Awaitable[Any]]


def keys(data: str = "vu", label: str = "Vu") -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=data)]])


def link(url: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton("Ouvrir", url=url)]])


def html(words: str) -> Attempt:
    return lambda bot: bot.send_message(ME, words, parse_mode="HTML")


ATTEMPTS: list[tuple[str, Attempt]] = [
    ("Message text is empty", lambda bot: bot.send_message(ME, "   ")),
    ("Message is too long", lambda bot: bot.send_message(ME, "é" * 4097)),
    ("Message caption is too long", lambda bot: bot.send_photo(ME, b"GIF8", "é" * 1025)),
    ("Button_data_invalid", lambda bot: bot.send_message(ME, "?", reply_markup=keys("é" * 33))),
    ("Button_text_empty", lambda bot: bot.send_message(ME, "?", reply_markup=keys(label=" "))),
    ("Wrong HTTP URL", lambda bot: bot.send_message(ME, "?", reply_markup=link("http://ici/"))),
    ('Unsupported start tag "h1" at byte offset 3', html("é <h1>Titre</h1>")),
    ('Unsupported start tag "" at byte offset 2', html("3 < 5")),
    ("unescaped & at byte offset 4", html("Tom & Léa")),
    ('Can\'t find end tag corresponding to start tag "b"', html("<b>gras")),
    ('expected "</b>", found "</i>"', html("<b>gras</i>")),
    ("Unexpected end tag at byte offset 0", html("</b>")),
    ('must have class "tg-spoiler"', html("<span>caché</span>")),
    ("Unsupported parse_mode", lambda bot: bot.send_message(ME, "*", parse_mode="MarkdownV2")),
    ("Chat not found", lambda bot: bot.send_message(404, "?")),
    ("Message to edit not found", lambda bot: bot.edit_message_text("?", ME, 404)),
    ("Message identifier is not specified", lambda bot: bot.edit_message_text("?", ME)),
    ("Message to delete not found", lambda bot: bot.delete_message(ME, 404)),
    ("Message to copy not found", lambda bot: bot.copy_message(ME, ME, 404)),
    ("Message to forward not found", lambda bot: bot.forward_message(ME, ME, 404)),
    ("Message thread not found", lambda bot: bot.send_message(ME, "?", message_thread_id=7)),
    (
        "Message to be replied not found",
        lambda bot: bot.send_message(ME, "?", reply_parameters=ReplyParameters(404)),
    ),
    ("query ID is invalid", lambda bot: bot.answer_callback_query("404")),
    ("Message_too_long", lambda bot: bot.answer_callback_query("404", "é" * 201)),
    ("Image_process_failed", lambda bot: bot.send_photo(ME, b"pas une image")),
    ("File must be non-empty", lambda bot: bot.send_document(ME, b"")),
    ("Wrong file identifier", lambda bot: bot.send_photo(ME, "inconnu")),
    ("Failed to get HTTP URL content", lambda bot: bot.send_photo(ME, "https://a.example.org/")),
    ("Invalid file_id", lambda bot: bot.get_file("inconnu")),
    ("Wrong latitude or longitude", lambda bot: bot.send_location(ME, 91, 2)),
    ("Too many messages", lambda bot: bot.send_media_group(ME, [InputMediaPhoto(b"GIF8")] * 11)),
    ("Wrong parameter action", lambda bot: bot.send_chat_action(ME, "chanter")),
    ("Bot_command_invalid", lambda bot: bot.set_my_commands([("Été", "Non")])),
    ("Https url must be provided", lambda bot: bot.set_webhook("http://carnet.example.org")),
    ("There are no administrators", lambda bot: bot.get_chat_administrators(ME)),
    ("User not found", lambda bot: bot.get_chat_member(ME, 404)),
    ("Reaction_invalid", lambda bot: bot.set_message_reaction(ME, 1, CUSTOM)),
    ("Unknown parameter humeur", lambda bot: bot.send_message(ME, "?", api_kwargs={"humeur": 1})),
    (
        "Unexpected fields \\['couleur'\\]",
        lambda bot: bot.send_message(ME, "?", reply_markup=coloured()),
    ),
]


def coloured() -> Any:
    button = InlineKeyboardButton("Vu", callback_data="vu", api_kwargs={"couleur": "bleu"})
    return InlineKeyboardMarkup([[button]])


@pytest.mark.parametrize(("words", "attempt"), ATTEMPTS, ids=[words for words, _ in ATTEMPTS])
async def test_a_wrong_request_is_refused(
    bot: Bot, mediatrice: Person, words: str, attempt: Attempt
) -> None:
    before = len(mediatrice.private.messages)
    with pytest.raises(BadRequest, match=f"(?i){words}"):
        await attempt(bot)
    assert len(mediatrice.private.messages) == before


async def test_an_edit_that_changes_nothing_is_refused(bot: Bot, mediatrice: Person) -> None:
    card = await bot.send_message(mediatrice.id, "Nouvelle", reply_markup=keys())
    with pytest.raises(BadRequest, match="are exactly the same as a current content"):
        await card.edit_text("<b></b>Nouvelle ", parse_mode="HTML", reply_markup=keys())
    await card.edit_text("Nouvelle", reply_markup=keys("autre"))
    await card.edit_text("<b>Nouvelle</b>", parse_mode="HTML", reply_markup=keys("autre"))


async def test_what_cannot_be_edited_is_refused(bot: Bot, mediatrice: Person) -> None:
    theirs = mediatrice.write("à moi")
    with pytest.raises(BadRequest, match="can't be edited"):
        await bot.edit_message_text("à nous", mediatrice.id, theirs.message_id)
    below = ReplyKeyboardMarkup([["Oui"]])
    held = await bot.send_message(mediatrice.id, "Oui ?", reply_markup=below)
    with pytest.raises(BadRequest, match="can't be edited"):
        await held.edit_text("Non ?")
    photo = await bot.send_photo(mediatrice.id, b"GIF8")
    with pytest.raises(BadRequest, match="no text in the message to edit"):
        await photo.edit_text("texte")
    text = await bot.send_message(mediatrice.id, "texte")
    with pytest.raises(BadRequest, match="no caption in the message to edit"):
        await text.edit_caption("légende")


async def test_a_deleted_message_cannot_be_edited_and_an_old_one_not_deleted(
    bot: Bot, clock: MovableClock, mediatrice: Person
) -> None:
    gone = await bot.send_message(mediatrice.id, "a")
    old = await bot.send_message(mediatrice.id, "b")
    await gone.delete()
    with pytest.raises(BadRequest, match="to edit not found"):
        await gone.edit_text("c")
    clock.advance(timedelta(hours=49))
    with pytest.raises(BadRequest, match="can't be deleted"):
        await old.delete()
    await old.edit_text("c")


async def test_a_tap_is_answered_once_and_soon(
    bot: Bot, clock: MovableClock, mediatrice: Person
) -> None:
    await bot.send_message(mediatrice.id, "?", reply_markup=keys())
    early, late = mediatrice.tap("Vu"), mediatrice.tap("vu")
    await bot.answer_callback_query(early)
    with pytest.raises(BadRequest, match=r"(?i)query is too old"):
        await bot.answer_callback_query(early)
    clock.advance(timedelta(seconds=16))
    with pytest.raises(BadRequest, match=r"(?i)query is too old"):
        await bot.answer_callback_query(late)


async def test_a_person_who_never_pressed_start_cannot_be_written_to(
    bot: Bot, world: World
) -> None:
    shy = world.person("Une collègue")
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(shy.id, "Bonjour")
    shy.start()
    await bot.send_message(shy.id, "Bonjour")


async def test_a_group_refuses_what_only_private_chats_or_administrators_may(
    bot: Bot, world: World, mediatrice: Person
) -> None:
    group = world.group("Services", [mediatrice])
    here = ReplyKeyboardMarkup([[KeyboardButton("Ici", request_location=True)]])
    with pytest.raises(BadRequest, match=r"(?i)location can be requested in private chats only"):
        await bot.send_message(group.id, "Où ?", reply_markup=here)
    sent = await bot.send_message(group.id, "V-0001")
    with pytest.raises(BadRequest, match=r"(?i)not enough rights to manage pinned"):
        await sent.pin()
    theirs = mediatrice.write("/vu", group)
    with pytest.raises(BadRequest, match="can't be deleted"):
        await bot.delete_message(group.id, theirs.message_id)
    group.promote_bot()
    await sent.pin()
    with pytest.raises(BadRequest, match=r"(?i)the chat is not a forum"):
        await bot.create_forum_topic(group.id, "Voirie")


async def test_protected_content_is_not_forwarded(bot: Bot, mediatrice: Person) -> None:
    sent = await bot.send_message(mediatrice.id, "entre nous", protect_content=True)
    with pytest.raises(BadRequest, match="can't be forwarded"):
        await sent.forward(mediatrice.id)


async def test_another_token_is_refused(server: Server) -> None:
    stranger = client(server.url, "200000002:another-token")
    with pytest.raises(InvalidToken):
        await stranger.initialize()
    await stranger.shutdown()


async def test_a_lenient_world_ignores_unknown_parameters(
    bot: Bot, world: World, mediatrice: Person
) -> None:
    world.strict = False
    sent = await bot.send_message(mediatrice.id, "Tom & Léa", "HTML", api_kwargs={"humeur": 1})
    assert sent.text == "Tom & Léa"


async def test_floods_are_refused_with_the_time_to_wait(clock: MovableClock, world: World) -> None:
    limited = World(clock, rate_limits=True)
    person = limited.person("La médiatrice")
    assert limited.limits is not None
    for _ in range(3):
        limited.limits.check(person.id, is_private=True)
    with pytest.raises(Exception, match="Too Many Requests: retry after 1"):
        limited.limits.check(person.id, is_private=True)
    clock.advance(timedelta(seconds=1))
    limited.limits.check(person.id, is_private=True)
    for _ in range(20):
        limited.limits.check(-5, is_private=False)
    with pytest.raises(Exception, match="retry after 3"):
        limited.limits.check(-5, is_private=False)
    limited.limits.check(-6, is_private=False, weight=5)
    with pytest.raises(Exception, match="retry after 1"):
        limited.limits.check(-7, is_private=False, weight=20)


async def test_a_flood_reaches_the_bot_as_retry_after(
    clock: MovableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    world = World(clock, rate_limits=True)
    person = world.person("La médiatrice")
    person.start()
    server = await start(world)
    async with client(server.url, world.token) as bot:
        for _ in range(3):
            await bot.send_message(person.id, "encore")
        with pytest.raises(RetryAfter):
            await bot.send_message(person.id, "encore")
    await server.stop()
