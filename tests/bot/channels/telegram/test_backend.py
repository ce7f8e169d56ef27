"""The Bot API over HTTP: what it carries, and what it says when the wire fails."""

from __future__ import annotations

import asyncio
import logging
import socket
import traceback

import pytest

from bot.channels.telegram.backend import BotApi, Requests, Upload, call
from bot.channels.telegram.failures import (
    BadRequest,
    InvalidToken,
    NetworkError,
    NotSent,
    ReplyLost,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from bot.channels.telegram.transport import judged
from bot.delivery.contract import Unsure
from bot.sandbox.persons import Person
from bot.sandbox.world import World
from tests.bot.channels.telegram.wires import (
    TOKEN,
    Act,
    answers,
    asking,
    breaks_off,
    hangs_up,
    resets,
    says_nothing,
    send,
    wire,
)
from tests.oracle import check_calls

PICTURE = b"\xff\xd8\xff\xe0 a picture \xff\xd9"


@pytest.mark.parametrize("act", [hangs_up, resets, breaks_off])
async def test_a_connection_that_breaks_after_the_request_leaves_a_doubt(act: Act) -> None:
    async with wire(act) as url:
        with pytest.raises(ReplyLost, match="hung up"):
            await send(url)


async def test_an_answer_that_does_not_come_leaves_a_doubt() -> None:
    async with wire(says_nothing) as url:
        with pytest.raises(TimedOut, match="did not answer in time"):
            await send(url)


async def test_a_gateway_that_lost_patience_leaves_a_doubt() -> None:
    async with wire(answers("504 Gateway Timeout", b"<html>")) as url:
        with pytest.raises(ReplyLost, match="504"):
            await send(url)


@pytest.mark.parametrize("status", ["500 Internal Server Error", "502 Bad Gateway"])
async def test_an_error_of_the_server_is_an_answer(status: str) -> None:
    async with wire(answers(status, b'{"ok":false,"description":"Internal"}')) as url:
        with pytest.raises(NetworkError) as caught:
            await send(url)
    assert type(caught.value) is NetworkError


async def test_a_closed_port_got_nothing() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(NotSent, match=r"no connection to 127\.0\.0\.1"):
        await send(f"http://127.0.0.1:{port}")


async def test_no_free_connection_in_time_got_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.channels.telegram.backend.CONNECTIONS", 1)
    request = Requests(connect=0.2, read=1, write=1)
    async with wire(says_nothing) as url, asking(url, request) as ask:
        ends = await asyncio.gather(ask(), ask(), return_exceptions=True)
    assert [type(end) for end in ends].count(NotSent) == 1


async def test_a_name_that_resolves_to_nothing_got_nothing() -> None:
    with pytest.raises(NotSent):
        await send("http://telegram.invalid")


@pytest.mark.parametrize("act", [hangs_up, breaks_off, says_nothing, answers("401 No", b"no")])
async def test_no_error_and_no_log_holds_the_token(
    act: Act, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with wire(act) as url:
        with pytest.raises(NetworkError if act.__name__ != "act" else InvalidToken) as caught:
            await send(url)
    assert "CANARY" not in "".join(traceback.format_exception(caught.value))
    assert "CANARY" not in caplog.text


async def test_the_session_must_be_opened_first() -> None:
    request = Requests()
    bot = BotApi("http://127.0.0.1:9", TOKEN, request)
    with pytest.raises(NetworkError, match="open"):
        await call(bot, "getMe", {})


async def test_a_call_carries_nested_values_and_french(
    bot: BotApi, world: World, mediatrice: Person
) -> None:
    values = {
        "chat_id": mediatrice.id,
        "text": "Où êtes-vous ? « Étouvie » 🌙",
        "reply_markup": {"inline_keyboard": [[{"text": "Ici", "callback_data": "g:x:1:é"}]]},
    }
    sent = await call(bot, "sendMessage", values)
    assert sent["text"] == "Où êtes-vous ? « Étouvie » 🌙"
    assert mediatrice.screen().buttons[0].data == "g:x:1:é"
    check_calls(world)


async def test_a_call_carries_a_photo(bot: BotApi, world: World, mediatrice: Person) -> None:
    values = {
        "chat_id": mediatrice.id,
        "caption": "Lampadaire éteint",
        "reply_markup": {"inline_keyboard": [[{"text": "Vu", "callback_data": "vu"}]]},
    }
    await call(bot, "sendPhoto", values, uploads=[Upload("v.jpg", PICTURE)])
    screen = mediatrice.screen()
    assert (screen.photo, screen.text) == (PICTURE, "Lampadaire éteint")
    assert screen.buttons[0].label == "Vu"


async def test_a_file_comes_whole_or_says_why(bot: BotApi, mediatrice: Person) -> None:
    sent = mediatrice.send_photo(PICTURE)
    assert await bot.download(sent.data["photo"][-1]["file_id"]) == PICTURE
    with pytest.raises(BadRequest):
        await bot.download("no-such-file")


@pytest.mark.parametrize("body", [b"<html>", b"[]", b'{"ok":true}'])
async def test_an_answer_that_is_not_the_bot_api_s_leaves_a_doubt(body: bytes) -> None:
    async with wire(answers("200 OK", body)) as url:
        with pytest.raises(TelegramError, match="not the Bot API's") as caught:
            await send(url)
    assert isinstance(judged(caught.value), Unsure)


async def test_telegram_s_refusals_come_through(
    bot: BotApi, world: World, mediatrice: Person
) -> None:
    with pytest.raises(BadRequest, match="chat not found"):
        await call(bot, "sendMessage", {"chat_id": 12, "text": "a"})
    world.faults.add(code=429, retry_after=3)
    with pytest.raises(RetryAfter) as caught:
        await call(bot, "sendMessage", {"chat_id": mediatrice.id, "text": "a"})
    assert caught.value.seconds == 3
    world.faults.add(drop_reply=True)
    with pytest.raises(ReplyLost):
        await call(bot, "sendMessage", {"chat_id": mediatrice.id, "text": "reçu ?"})
    assert mediatrice.read() == "reçu ?"
