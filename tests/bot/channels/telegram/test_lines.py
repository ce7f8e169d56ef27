"""A question and its answer on a kept connection: what is sure, and what is in doubt."""

from __future__ import annotations

import asyncio
import json
import re
from asyncio import StreamReader, StreamWriter

import pytest

from bot.channels.telegram.backend import Requests
from bot.channels.telegram.failures import (
    NetworkError,
    NotSent,
    ReplyLost,
    TelegramError,
    TimedOut,
)
from bot.channels.telegram.transport import judged
from bot.delivery.contract import RetryLater, Unsure
from tests.bot.channels.telegram.wires import OK, answers, asking, said, send, wire

UNASKED = b"HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n"
BIG = "a street and its lamp posts; " * 12_000


class Book:
    """A server that notes its connections and what was asked on each, and answers with `pages`.

    A page per question of a connection; None hangs up without a word.
    """

    def __init__(self, *pages: bytes | None) -> None:
        self.pages = pages
        self.asked: list[int] = []

    async def act(self, reader: StreamReader, writer: StreamWriter) -> None:
        mine = len(self.asked)
        self.asked.append(0)
        for page in self.pages:
            await reader.readuntil(b"V-0001")
            self.asked[mine] += 1
            if page is None:
                return
            writer.write(page)
            await writer.drain()


async def what_it_did_is_seen() -> None:
    """What the server wrote or closed is already here: a turn of the loop reads it."""
    await asyncio.sleep(0.02)


async def test_connections_are_kept_from_one_question_to_the_next() -> None:
    book = Book(said(1), said(2), said(3))
    async with wire(book.act) as url, asking(url) as ask:
        assert [await ask() for _ in range(3)] == [1, 2, 3]
    assert book.asked == [3]


async def test_each_gets_its_own_answer_however_many_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.channels.telegram.backend.CONNECTIONS", 4)

    async def echo(reader: StreamReader, writer: StreamWriter) -> None:
        while head := await reader.readuntil(b"\r\n\r\n"):
            length = re.search(rb"Content-Length: (\d+)", head)
            assert length is not None
            body = await reader.readexactly(int(length[1]))
            await asyncio.sleep(0)
            writer.write(said(json.loads(body)["text"]))

    async with wire(echo) as url, asking(url, Requests()) as ask:
        texts = [f"Étouvie {number}" for number in range(100)]
        assert await asyncio.gather(*map(ask, texts)) == texts


async def test_a_line_closed_while_idle_is_not_used_again() -> None:
    book = Book(said("here"))
    async with wire(book.act) as url, asking(url) as ask:
        assert await ask() == "here"
        await what_it_did_is_seen()
        assert await ask() == "here"
    assert book.asked == [1, 1]


async def test_a_line_that_only_listens_any_more_is_not_used_again() -> None:
    asked = []

    async def half_closes(reader: StreamReader, writer: StreamWriter) -> None:
        await reader.readuntil(b"V-0001")
        asked.append(writer)
        writer.write(said("here"))
        writer.write_eof()
        await reader.read()

    async with wire(half_closes) as url, asking(url) as ask:
        assert await ask() == "here"
        await what_it_did_is_seen()
        assert await ask() == "here"
    assert len(set(asked)) == 2


async def test_a_line_closed_just_as_we_write_leaves_a_doubt_and_nothing_is_asked_twice() -> None:
    book = Book(said("here"), None)
    async with wire(book.act) as url, asking(url) as ask:
        await ask()
        with pytest.raises(ReplyLost) as caught:
            await ask()
    assert book.asked == [2]
    assert isinstance(judged(caught.value), Unsure)


async def test_what_nobody_asked_for_is_no_answer() -> None:
    spoken = asyncio.Event()

    async def speaks_while_idle(reader: StreamReader, writer: StreamWriter) -> None:
        await reader.readuntil(b"V-0001")
        writer.write(said("here"))
        await idle.wait()
        writer.write(UNASKED)
        spoken.set()
        await reader.read()

    idle = asyncio.Event()
    async with wire(speaks_while_idle) as url, asking(url) as ask:
        assert await ask() == "here"
        idle.set()
        await spoken.wait()
        await what_it_did_is_seen()
        with pytest.raises(NotSent) as caught:
            await ask()
        assert await ask() == "here"
    assert isinstance(judged(caught.value), RetryLater)


async def test_a_second_answer_to_one_question_is_thrown_away() -> None:
    book = Book(said("here") + said("and there"), said("never"))
    async with wire(book.act) as url, asking(url) as ask:
        assert [await ask(), await ask()] == ["here", "here"]
    assert book.asked == [1, 1]


async def test_a_late_answer_is_nobody_s() -> None:
    turns = []

    async def late_at_first(reader: StreamReader, writer: StreamWriter) -> None:
        turns.append(writer)
        mine = len(turns)
        await reader.readuntil(b"V-0001")
        await asyncio.sleep(0.4 if mine == 1 else 0)
        writer.write(said(mine))

    async with wire(late_at_first) as url, asking(url) as ask:
        with pytest.raises(TimedOut):
            await ask()
        assert await ask() == 2


async def test_what_was_let_go_answers_nobody_else() -> None:
    asked = asyncio.Event()

    async def late_at_first(reader: StreamReader, writer: StreamWriter) -> None:
        mine = "second" if asked.is_set() else "first"
        await reader.readuntil(b"V-0001")
        asked.set()
        writer.write(said(mine) if mine == "second" else b"")
        await reader.readuntil(b"V-0001")
        writer.write(said(mine))

    async with wire(late_at_first) as url, asking(url) as ask:
        waiting = asyncio.ensure_future(ask())
        await asked.wait()
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        assert await ask() == "second"


async def test_a_line_may_rest_longer_than_an_answer_may_take() -> None:
    book = Book(said("here"), said("still"))
    async with wire(book.act) as url, asking(url, Requests(read=0.2)) as ask:
        assert await ask() == "here"
        await asyncio.sleep(0.4)
        assert await ask() == "still"
    assert book.asked == [2]


@pytest.mark.parametrize("close", [b"Connection: close\r\n", b""], ids=["said", "HTTP/1.0"])
async def test_a_line_that_says_it_ends_is_not_kept(close: bytes) -> None:
    version = b"HTTP/1.1" if close else b"HTTP/1.0"
    page = said("here").replace(b"HTTP/1.1", version).replace(b"Content-T", close + b"Content-T")
    book = Book(page, page)
    async with wire(book.act) as url, asking(url) as ask:
        assert [await ask(), await ask()] == ["here", "here"]
    assert book.asked == [1, 1]


async def test_a_word_before_the_answer_is_waited_through() -> None:
    book = Book(b"HTTP/1.1 102 Processing\r\n\r\n" + said("here"))
    async with wire(book.act) as url:
        assert await send(url) == "here"


@pytest.mark.parametrize(
    "garbage",
    [
        b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
        b"\x15\x03\x03\x00\x02\x02\x28",
        OK + b"many\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nno colon here\r\n\r\n",
    ],
)
async def test_what_is_no_http_leaves_a_doubt(garbage: bytes) -> None:
    async with wire(Book(garbage, None).act) as url:
        with pytest.raises(TelegramError) as caught:
            await send(url)
    assert isinstance(judged(caught.value), Unsure)


async def test_a_page_where_json_is_due_leaves_a_doubt() -> None:
    async with wire(answers("200 OK", b"<html>Portail</html>")) as url:
        with pytest.raises(TelegramError) as caught:
            await send(url)
    assert isinstance(judged(caught.value), Unsure)


async def test_nobody_is_followed_elsewhere() -> None:
    elsewhere = Book(said("here"))
    async with wire(elsewhere.act) as other:
        page = f"HTTP/1.1 307 Go\r\nLocation: {other}\r\nContent-Length: 0\r\n\r\n".encode()
        async with wire(Book(page).act) as url:
            with pytest.raises(NetworkError) as caught:
                await send(url)
    assert elsewhere.asked == []
    assert isinstance(judged(caught.value), RetryLater)


def chunked(page: bytes) -> bytes:
    head, _, body = page.partition(b"\r\n\r\n")
    head = re.sub(rb"Content-Length: \d+", b"Transfer-Encoding: chunked", head)
    half = len(body) // 2
    pieces = [b"%x\r\n%b\r\n" % (len(piece), piece) for piece in (body[:half], body[half:], b"")]
    return head + b"\r\n\r\n" + b"".join(pieces)


@pytest.mark.parametrize("page", [said(BIG), chunked(said(BIG))], ids=["length", "chunked"])
async def test_a_big_answer_comes_whole_and_the_line_is_kept(page: bytes) -> None:
    book = Book(page, said("small"), page)
    async with wire(book.act) as url, asking(url, Requests()) as ask:
        assert [await ask() for _ in range(3)] == [BIG, "small", BIG]
    assert book.asked == [3]


async def test_a_stranger_s_certificate_sends_nothing() -> None:
    book = Book(said("never"))
    async with wire(book.act, tls=True) as url:
        with pytest.raises(NotSent):
            await send(url)
    assert sum(book.asked) == 0
