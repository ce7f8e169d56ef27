"""What a visitor does with the phones."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import aiohttp
import pytest
from PIL import Image
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from bot.sandbox.ground import Ground
from tests.bot.sandbox.page.asking import PICTURE, post, seat, state


async def test_what_is_written_on_a_phone_reaches_the_bot(
    ground: Ground, visitor: aiohttp.ClientSession, client: Bot
) -> None:
    await post(visitor, "telephones/mediatrice/ecrire", {"texte": " 8 ados "})
    updates = await client.get_updates()
    assert updates[-1].effective_message is not None
    assert updates[-1].effective_message.text == "8 ados"


@pytest.mark.parametrize("body", [{}, {"texte": "  "}, {"texte": "a" * 4097}, ["texte"]])
async def test_an_empty_or_endless_text_is_refused(
    visitor: aiohttp.ClientSession, body: Any
) -> None:
    status, told = await post(visitor, "telephones/mediatrice/ecrire", body)
    assert status == 400
    assert told["erreur"]


async def test_an_unknown_phone_is_not_found(visitor: aiohttp.ClientSession) -> None:
    assert (await post(visitor, "telephones/maire/ecrire", {"texte": "Bonjour"}))[0] == 404


async def test_a_button_is_pressed_where_it_was_shown(
    ground: Ground, visitor: aiohttp.ClientSession, client: Bot
) -> None:
    keys = InlineKeyboardMarkup([[InlineKeyboardButton("Oui", callback_data="x:oui")]])
    asked = await client.send_message(
        ground.seats["mediatrice"].chat_id, "Prête ?", reply_markup=keys
    )
    press = {"message": asked.message_id, "donnees": "x:oui"}
    assert (await post(visitor, "telephones/mediatrice/toucher", press))[0] == 200
    query = (await client.get_updates())[-1].callback_query
    assert query is not None
    assert query.data == "x:oui"
    await client.answer_callback_query(query.id, "Noté.")
    assert seat(await state(visitor), "mediatrice")["answers"] == [
        {"text": "Noté.", "alert": False}
    ]


@pytest.mark.parametrize(
    "press", [{"message": 1, "donnees": "x"}, {"message": 999}, {"message": "deux"}, {}]
)
async def test_a_button_that_is_gone_is_said_to_be_gone(
    visitor: aiohttp.ClientSession, client: Bot, press: dict[str, Any]
) -> None:
    status, told = await post(visitor, "telephones/mediatrice/toucher", press)
    assert status == 400
    assert "n'est plus là" in told["erreur"]


async def test_the_sample_photo_is_a_street_lamp_of_a_phones_size(
    ground: Ground, visitor: aiohttp.ClientSession
) -> None:
    assert (await post(visitor, "telephones/mediatrice/photo?exemple=1"))[0] == 200
    (sent,) = ground.world.messages(ground.seats["mediatrice"].chat_id)
    shown = Image.open(BytesIO(sent.photo or b""))
    assert (shown.format, shown.size) == ("JPEG", (1280, 960))


async def test_a_chosen_photo_is_sent_as_it_is_unless_it_is_empty(
    ground: Ground, visitor: aiohttp.ClientSession
) -> None:
    path = "/terrain/telephones/mediatrice/photo"
    async with visitor.post(path, data=PICTURE) as answer:
        assert answer.status == 200
    (sent,) = ground.world.messages(ground.seats["mediatrice"].chat_id)
    assert sent.photo == PICTURE
    async with visitor.post(path, data=b"") as answer:
        assert answer.status == 400


async def test_a_position_is_the_sites_or_forty_kilometres_away(
    ground: Ground, visitor: aiohttp.ClientSession
) -> None:
    for far in (False, True):
        await post(visitor, "telephones/mediatrice/position", {"loin": far})
    near, away = ground.world.messages(ground.seats["mediatrice"].chat_id)
    assert near.data["location"]["latitude"] == ground.position[0]
    assert 0.3 < away.data["location"]["latitude"] - ground.position[0] < 0.4


async def test_a_message_and_a_caption_are_corrected_by_their_author_for_two_days(
    ground: Ground, visitor: aiohttp.ClientSession, client: Bot
) -> None:
    await post(visitor, "telephones/mediatrice/ecrire", {"texte": "8 ados"})
    query = "exemple=1&legende=lampadaire%20HS"
    assert (await post(visitor, f"telephones/mediatrice/photo?{query}", {}))[0] == 200
    written, shown = ground.world.messages(ground.seats["mediatrice"].chat_id)[-2:]
    for message, words in ((written, "9 ados"), (shown, "lampadaire éteint")):
        body = {"message": message.message_id, "texte": words}
        assert (await post(visitor, "telephones/mediatrice/modifier", body))[0] == 200
    changed = [one.edited_message for one in (await client.get_updates())[-2:]]
    assert [(one.text, one.caption) for one in changed if one] == [
        ("9 ados", None),
        (None, "lampadaire éteint"),
    ]
    answer = await client.send_message(ground.seats["mediatrice"].chat_id, "Noté.")
    forged = {"message": answer.message_id, "texte": "Rien"}
    assert (await post(visitor, "telephones/mediatrice/modifier", forged))[0] == 400
    ground.clock.advance(timedelta(days=3))
    late = {"message": written.message_id, "texte": "10 ados"}
    status, told = await post(visitor, "telephones/mediatrice/modifier", late)
    assert (status, "deux jours" in told["erreur"]) == (400, True)


async def test_a_past_is_asked_for_by_weeks(
    ground: Ground, visitor: aiohttp.ClientSession
) -> None:
    assert (await post(visitor, "recommencer", {"semaines": 8}))[0] == 200
    assert ground.weeks == 8
    for wrong in (9, -1, "huit"):
        assert (await post(visitor, "recommencer", {"semaines": wrong}))[0] == 400
