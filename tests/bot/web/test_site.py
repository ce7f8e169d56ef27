"""The pages on a real socket: nobody keeps them waiting, and no body makes them fail."""

from __future__ import annotations

import asyncio
import gzip
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest

from bot.web import visits
from bot.web.host import HOST
from bot.web.routes import MAX_BODY, make_web
from bot.web.site import listen
from tests.bot.web.visitor import PAGES, Visitor

HEAD = 0.3
FORM = "POST /demande/amiens HTTP/1.1\r\nHost: x\r\nContent-Type: {kind}\r\n"
URLENCODED = "application/x-www-form-urlencoded"


@asynccontextmanager
async def served(visitor: Visitor, most: int = 5) -> AsyncIterator[int]:
    """The same pages, on a port of their own."""
    host = visitor.client.app[HOST]
    runner = await listen(make_web(host, PAGES), "127.0.0.1", 0, most=most, head=HEAD)
    try:
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


async def said(port: int, data: bytes) -> str:
    """The first line of what is answered, « » for a connection that was cut."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(data)
        async with asyncio.timeout(5):
            return (await reader.readline()).decode().strip()
    except ConnectionError:
        return ""
    finally:
        writer.close()


def chunked(kind: str, body: bytes, more: str = "") -> bytes:
    head = FORM.format(kind=kind) + more + "Transfer-Encoding: chunked\r\n\r\n"
    return head.encode() + body


def whole(kind: str, body: bytes, more: str = "") -> bytes:
    head = FORM.format(kind=kind) + more + f"Content-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def bodies() -> Iterator[tuple[bytes, int]]:
    """What is sent, and the status of its answer."""
    yield whole(f"{URLENCODED}; charset=nulle-part", b"jeton=a"), 400
    yield whole(URLENCODED, b"jeton=\xff\xfe"), 400
    yield whole(f"{URLENCODED}; charset=utf-16", b"jeton=a"), 400
    yield whole("multipart/form-data", b"jeton=a"), 400
    yield whole("multipart/form-data; boundary=x", b"--x\r\njeton"), 400
    yield whole("multipart/form-data; boundary=x", b"--x\r\n\r\na\r\n--x--"), 400
    nested = b"--x\r\nContent-Type: multipart/mixed; boundary=y\r\n\r\n--y--\r\n--x--"
    yield whole("multipart/form-data; boundary=x", nested), 400
    yield whole(URLENCODED, b"no gzip", "Content-Encoding: gzip\r\n"), 400
    yield chunked(URLENCODED, b"zz\r\njeton\r\n"), 400
    yield whole(URLENCODED, b"a" * (MAX_BODY + 1)), 413
    bomb = gzip.compress(b"a" * 5_000_000)
    yield whole(URLENCODED, bomb, "Content-Encoding: gzip\r\n"), 400
    yield whole(URLENCODED, b"&".join(b"a=1" for _ in range(4_000))), 413
    yield whole("text/plain", b"jeton=a"), 400
    yield b"POST /demande/amiens HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", 400
    yield b"GET /health HTTP/1.1\r\nHost: x\r\nA: " + b"a" * 20_000 + b"\r\n\r\n", 400


async def test_no_body_is_worth_more_than_a_refusal(visitor: Visitor) -> None:
    async with served(visitor) as port:
        for number, (data, status) in enumerate(bodies()):
            line = await said(port, data)
            assert f" {status} " in line, (number, data[:200], line)
        assert " 200 " in await said(port, b"GET /demande/amiens HTTP/1.1\r\nHost: x\r\n\r\n")


async def test_headers_and_body_come_within_seconds(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visits, "BODY_SECONDS", HEAD)
    began = time.monotonic()
    async with served(visitor) as port:
        slow = whole(URLENCODED, b"jeton=a").replace(b"Length: 7", b"Length: 700")
        waiting = (said(port, data) for data in (b"", b"GET /health HT", slow))
        lines = list(await asyncio.gather(*waiting))
    assert lines == ["", "", "HTTP/1.1 408 Request Timeout"]
    assert time.monotonic() - began < 3


async def test_one_visitor_too_many_is_told_to_come_back(visitor: Visitor) -> None:
    async with served(visitor, most=2) as port:
        held = [await asyncio.open_connection("127.0.0.1", port) for _ in range(2)]
        await asyncio.sleep(0.05)
        assert " 503 " in await said(port, b"")
        for _reader, writer in held:
            writer.close()
        await asyncio.sleep(0.05)
        assert " 200 " in await said(port, b"GET /style.css HTTP/1.1\r\nHost: x\r\n\r\n")


async def test_what_no_server_can_read_fills_no_log(
    visitor: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    """A true link, too long to be read, would be written there: once for each time it is sent."""
    async with served(visitor) as port:
        link = visitor.link().encode() + b"?" + b"a" * 9_000
        assert " 400 " in await said(port, b"GET " + link + b" HTTP/1.1\r\nHost: x\r\n\r\n")
        assert " 400 " in await said(port, b"\x16\x03\x01 no http at all\r\n\r\n")
    assert caplog.records == []
