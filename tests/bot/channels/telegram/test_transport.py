"""The Telegram channel, against the practice ground."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from bot.channels.telegram.backend import BotApi
from bot.channels.telegram.transport import TelegramTransport
from bot.delivery.contract import (
    Away,
    DeliveryFailure,
    Moved,
    Parcel,
    Refused,
    RetryLater,
    Unreachable,
    Unsure,
)
from bot.sandbox.persons import Person
from bot.sandbox.server import Server
from bot.sandbox.world import World
from bot.signing import LIEN, stand_in
from tests.oracle import check_calls

PICTURE = b"\xff\xd8\xff\xe0 a lamp \xff\xd9"


@pytest.fixture
def channel(bot: BotApi, tmp_path: Path) -> TelegramTransport:
    (tmp_path / "v.jpg").write_bytes(PICTURE)
    return TelegramTransport(bot, tmp_path, lambda about: f"https://carnet.example.org/{about}")


def parcel(address: int | str, content: dict[str, Any] | str, **more: Any) -> Parcel:
    if isinstance(content, str):
        content = {"text": content}
    given = {"id": 1, "key": "k", "subject": "", "attempt": 1, **more}
    return Parcel(address=str(address), content=content, **given)


async def test_a_pin_names_the_message_that_its_subject_shows_and_may_be_said_twice(
    channel: TelegramTransport, world: World, mediatrice: Person
) -> None:
    shown = (await channel.send(parcel(mediatrice.id, "📌 12 rencontres"))).message_id
    for method, pinned in (("pinChatMessage", [shown]), ("unpinChatMessage", [])):
        content = {"method": method, "params": {"chat_id": mediatrice.id}, "edit": True}
        for _ in range(2):
            assert (
                await channel.send(parcel(mediatrice.id, content, edit=shown))
            ).message_id is None
            assert world.chats[mediatrice.id].pinned == pinned
    check_calls(world)


async def test_a_card_has_its_buttons_and_links(
    channel: TelegramTransport, world: World, mediatrice: Person
) -> None:
    content = {
        "text": "<b>V-0001</b> &amp; « suite »",
        "keyboard": [[["Bien reçu", "g:ar:1:"], ["La page", "https://example.org/v", "url"]]],
    }
    receipt = await channel.send(parcel(mediatrice.id, content))
    screen = mediatrice.screen()
    assert receipt.message_id == screen.message_id
    assert screen.text == "V-0001 & « suite »"
    assert [(b.label, b.data, b.url) for b in screen.buttons] == [
        ("Bien reçu", "g:ar:1:", None),
        ("La page", None, "https://example.org/v"),
    ]
    assert world.calls[-1].params["link_preview_options"] == {"is_disabled": True}
    check_calls(world)


async def test_a_menu_stays_and_may_ask_for_the_place(
    channel: TelegramTransport, world: World, mediatrice: Person
) -> None:
    await channel.send(parcel(mediatrice.id, {"text": "Menu", "menu": [["▶️ Présence", "👥"]]}))
    assert mediatrice.screen().reply_keyboard == [["▶️ Présence", "👥"]]
    await channel.send(
        parcel(mediatrice.id, {"text": "Où ?", "menu": [["📍 Ici"]], "ask_location": True})
    )
    mediatrice.tap("📍 Ici")
    assert "location" in world.updates.pending[-1].shape["message"]
    await channel.send(parcel(mediatrice.id, {"text": "Merci", "clear": True}))
    assert world.calls[-1].params["reply_markup"] == {"remove_keyboard": True}
    check_calls(world)


async def test_a_card_is_rewritten_in_place(
    channel: TelegramTransport, world: World, mediatrice: Person
) -> None:
    first = await channel.send(parcel(mediatrice.id, "nouvelle"))
    again = await channel.send(parcel(mediatrice.id, "vue", edit=first.message_id))
    assert again == first
    assert mediatrice.read() == "vue"
    same = await channel.send(parcel(mediatrice.id, "vue", edit=first.message_id))
    assert same == first
    assert world.calls[-1].status == 400


async def test_a_card_with_a_photo_is_sent_then_rewritten_by_its_caption(
    channel: TelegramTransport, world: World, mediatrice: Person
) -> None:
    content = {"text": "<b>nouvelle</b>", "photo": "v.jpg", "keyboard": [[["Vu", "vu"]]]}
    first = await channel.send(parcel(mediatrice.id, content))
    assert mediatrice.screen().photo == PICTURE
    await channel.send(parcel(mediatrice.id, {**content, "text": "close"}, edit=first.message_id))
    screen = mediatrice.screen()
    assert (screen.text, screen.photo, screen.message_id) == ("close", PICTURE, first.message_id)


async def test_several_photos_are_one_album_and_its_words_carry_their_link(
    channel: TelegramTransport, world: World, mediatrice: Person, tmp_path: Path
) -> None:
    (tmp_path / "w.jpg").write_bytes(PICTURE + b"2")
    mark = stand_in()
    content = {
        LIEN: mark,
        "text": f'📷 V-0001 <a href="{mark}">page</a> https://lien.invalid/page',
        "photos": ["v.jpg", "gone.jpg", "w.jpg"],
    }
    receipt = await channel.send(parcel(mediatrice.id, content, subject="alerte:12"))
    first, second = world.messages(mediatrice.id)[-2:]
    assert (receipt.message_id, first.message_id) == (first.message_id, second.message_id - 1)
    assert first.text == "📷 V-0001 page https://lien.invalid/page", "what was typed stays so"
    assert "https://carnet.example.org/alerte:12" in str(world.calls[-1].params["media"])
    alone = {"text": "📷 V-0001", "photos": ["gone.jpg", "w.jpg"]}
    await channel.send(parcel(mediatrice.id, alone))
    assert (mediatrice.read(), mediatrice.screen().photo) == ("📷 V-0001", PICTURE + b"2")
    check_calls(world)


async def test_a_photo_that_is_gone_does_not_keep_the_alert(
    channel: TelegramTransport, mediatrice: Person
) -> None:
    await channel.send(parcel(mediatrice.id, {"text": "V-0001", "photo": "gone.jpg"}))
    assert (mediatrice.read(), mediatrice.screen().photo) == ("V-0001", None)


async def test_a_photo_is_only_read_from_its_folder(
    channel: TelegramTransport, mediatrice: Person, tmp_path: Path
) -> None:
    (tmp_path.parent / "secret.jpg").write_bytes(b"secret")
    await channel.send(parcel(mediatrice.id, {"text": "V", "photo": "../secret.jpg"}))
    assert mediatrice.screen().photo is None


@pytest.mark.parametrize("content", [{"text": "suite"}, {"text": "suite", "photo": "v.jpg"}])
async def test_a_message_that_cannot_be_rewritten_is_sent_anew(
    channel: TelegramTransport, world: World, mediatrice: Person, content: dict[str, Any]
) -> None:
    gone = await channel.send(parcel(mediatrice.id, "carte"))
    assert isinstance(gone.message_id, int)
    mediatrice.delete(gone.message_id)
    new = await channel.send(parcel(mediatrice.id, content, edit=gone.message_id))
    assert new.message_id != gone.message_id
    assert mediatrice.read() == "suite"
    menu = await channel.send(parcel(mediatrice.id, {"text": "Menu", "menu": [["▶️"]]}))
    newer = await channel.send(parcel(mediatrice.id, content, edit=menu.message_id))
    assert newer.message_id not in (menu.message_id, new.message_id)


async def test_a_photo_card_may_turn_into_text(
    channel: TelegramTransport, mediatrice: Person
) -> None:
    first = await channel.send(parcel(mediatrice.id, {"text": "a", "photo": "v.jpg"}))
    new = await channel.send(parcel(mediatrice.id, "b", edit=first.message_id))
    assert new.message_id != first.message_id


async def test_a_repeat_says_so_unless_it_rewrites(
    channel: TelegramTransport, mediatrice: Person
) -> None:
    first = await channel.send(parcel(mediatrice.id, "Noté", again=True))
    assert mediatrice.read() == "↻ Renvoyé après une coupure.\nNoté"
    await channel.send(parcel(mediatrice.id, "Noté", again=True, edit=first.message_id))
    assert mediatrice.read() == "Noté"


async def test_a_bare_method_is_called_as_it_is(channel: TelegramTransport, world: World) -> None:
    commands = [{"command": "presence", "description": "Démarrer"}]
    content = {"method": "setMyCommands", "params": {"commands": commands}}
    assert (await channel.send(parcel(1, content))).message_id is None
    assert world.calls[-1].method == "setMyCommands"
    check_calls(world)


@pytest.mark.parametrize(
    ("fault", "failure", "words"),
    [
        ({"code": 429, "retry_after": 7}, RetryLater, "Too Many"),
        ({"code": 403}, Unreachable, "blocked"),
        ({"code": 403, "description": "Forbidden: bot was kicked"}, Unreachable, "kicked"),
        ({"code": 400, "description": "Bad Request: chat not found"}, Unreachable, "not found"),
        ({"code": 400, "description": "Bad Request: can't parse entities"}, Refused, "entities"),
        ({"code": 401}, RetryLater, "token"),
        ({"code": 500}, Away, "Internal"),
        ({"code": 502}, Away, "Gateway"),
        ({"code": 504}, Unsure, "504"),
        ({"code": 409}, Unsure, "Conflict"),
        ({"drop_reply": True}, Unsure, "hung up"),
    ],
)
async def test_each_failure_has_its_word(
    channel: TelegramTransport,
    world: World,
    mediatrice: Person,
    fault: dict[str, Any],
    failure: type[DeliveryFailure],
    words: str,
) -> None:
    world.faults.add("sendMessage", **fault)
    with pytest.raises(failure, match=words) as caught:
        await channel.send(parcel(mediatrice.id, "V-0001"))
    assert type(caught.value) is failure


async def test_a_pause_asked_for_is_kept(
    channel: TelegramTransport, world: World, mediatrice: Person
) -> None:
    world.faults.add(code=429, retry_after=7)
    with pytest.raises(RetryLater) as caught:
        await channel.send(parcel(mediatrice.id, "a"))
    assert caught.value.after == 7


async def test_a_refused_token_is_loud_and_slow(
    channel: TelegramTransport,
    world: World,
    mediatrice: Person,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    world.faults.add(code=401)
    with pytest.raises(RetryLater) as caught:
        await channel.send(parcel(mediatrice.id, "a"))
    assert (caught.value.after or 0) >= 60
    assert any(record.levelname == "CRITICAL" for record in caplog.records)


async def test_a_person_who_never_pressed_start_is_unreachable(
    channel: TelegramTransport, world: World
) -> None:
    with pytest.raises(Unreachable):
        await channel.send(parcel(world.person("Le second").id, "a"))


async def test_a_group_that_moved_says_where(
    channel: TelegramTransport, world: World, mediatrice: Person
) -> None:
    group = world.group("Éclairage public", [mediatrice])
    old = group.id
    new = group.upgrade()
    with pytest.raises(Moved) as caught:
        await channel.send(parcel(old, "V-0001"))
    assert caught.value.address == str(new)


async def test_an_unreachable_server_is_tried_again(
    channel: TelegramTransport, server: Server, mediatrice: Person
) -> None:
    await server.stop()
    # Until the end of the connection is noticed, it would be written to, and leave a doubt.
    await asyncio.sleep(0.05)
    with pytest.raises(RetryLater, match="no connection"):
        await channel.send(parcel(mediatrice.id, "a"))
