"""How long an answer is waited for, and what is said when it does not come."""

from __future__ import annotations

import asyncio
import time
from asyncio import StreamReader, StreamWriter

import pytest

from bot.channels.telegram.backend import ANSWER_SECONDS, Requests, Upload
from bot.channels.telegram.failures import NotSent, TimedOut
from bot.delivery.settle import backoff
from storage.machine.outbox import Lane
from tests.bot.channels.telegram.wires import OK, asking, said, send, wire

TOO_SHORT = {"connect": 0.2, "read": 0.2, "write": 0.2}


async def test_an_answer_may_last_longer_than_a_silence_may() -> None:
    page = said("slowly, but surely")

    async def in_pieces(reader: StreamReader, writer: StreamWriter) -> None:
        await reader.readuntil(b"V-0001")
        for start in range(0, len(page), len(page) // 4):
            writer.write(page[start : start + len(page) // 4])
            await writer.drain()
            await asyncio.sleep(0.5)

    async with wire(in_pieces) as url:
        assert await send(url, Requests(read=1.2)) == "slowly, but surely"


async def test_a_silence_within_an_answer_leaves_a_doubt() -> None:
    async def begins(reader: StreamReader, writer: StreamWriter) -> None:
        await reader.readuntil(b"V-0001")
        writer.write(said("here")[:-4])
        await asyncio.sleep(0.6)

    async with wire(begins) as url:
        with pytest.raises(TimedOut, match="did not answer in time"):
            await send(url, Requests(read=0.2))


async def test_an_answer_that_never_ends_leaves_a_doubt() -> None:
    async def drips(reader: StreamReader, writer: StreamWriter) -> None:
        await reader.readuntil(b"V-0001")
        writer.write(OK + b"1000\r\n\r\n")
        while not writer.is_closing():
            writer.write(b" ")
            await asyncio.sleep(0.01)

    async with wire(drips) as url:
        with pytest.raises(TimedOut, match="did not answer in time"):
            await send(url, Requests(**TOO_SHORT))


async def test_a_question_without_a_file_holds_its_chat_no_longer_than_a_few_seconds() -> None:
    """What comes behind it leaves after one more try; a photo takes the time that it takes."""

    async def hangs(reader: StreamReader, _writer: StreamWriter) -> None:
        await reader.readuntil(b"V-0001")
        await asyncio.sleep(0.6)

    picture = Upload("rue.jpg", b"V-0001")
    async with wire(hangs) as url:
        began = time.monotonic()
        with pytest.raises(TimedOut):
            await send(url, Requests(read=0.5, answer=0.1))
        assert time.monotonic() - began < 0.4
        async with asking(url, Requests(read=0.5, answer=0.1)) as ask:
            began = time.monotonic()
            with pytest.raises(TimedOut):
                await ask(uploads=[picture])
            assert time.monotonic() - began >= 0.5
    assert ANSWER_SECONDS + 1.25 * backoff(1, Lane.PROMPT) < 10


async def test_a_handshake_that_does_not_come_in_time_sent_nothing() -> None:
    async def waits(reader: StreamReader, _writer: StreamWriter) -> None:
        await reader.read()

    async with wire(waits) as url:
        with pytest.raises(NotSent):
            await send(url.replace("http:", "https:"), Requests(**TOO_SHORT))


async def test_a_long_wait_is_let_go_at_once() -> None:
    """As at the end of the program, during getUpdates."""
    asked, left = asyncio.Event(), asyncio.Event()

    async def waits(reader: StreamReader, _writer: StreamWriter) -> None:
        await reader.readuntil(b"V-0001")
        asked.set()
        await reader.read()
        left.set()

    async with wire(waits) as url, asking(url, Requests()) as ask:
        waiting = asyncio.ensure_future(ask())
        await asked.wait()
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        await left.wait()
