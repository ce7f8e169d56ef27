"""Behind a town's proxy: what goes through it, and what it is told."""

from __future__ import annotations

import asyncio
import base64
import os
import re
import socket
import ssl
from asyncio import StreamReader, StreamWriter
from urllib.parse import urlsplit

import pytest

from bot.channels.telegram.backend import Upload
from bot.channels.telegram.failures import NotSent, TelegramError
from bot.channels.telegram.proxy import proxy_to
from bot.channels.telegram.transport import judged
from bot.delivery.contract import RetryLater
from tests.bot.channels.telegram.wires import (
    LOOPBACK,
    Act,
    asking,
    hangs_up,
    said,
    send,
    wire,
)

FAR = "https://telegram.invalid:8443/bot"
"""A name that only the proxy knows."""


@pytest.fixture(autouse=True)
def _no_proxy_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)


@pytest.fixture
def _trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    context = ssl.create_default_context(cafile=LOOPBACK)
    monkeypatch.setattr("aiohttp.connector._SSL_CONTEXT_VERIFIED", context)


class Proxy:
    """Opens tunnels to the one server it knows, and keeps what it was told."""

    def __init__(self, server: str, answer: bytes = b"HTTP/1.1 200 Go\r\n\r\n") -> None:
        self._port = urlsplit(server).port
        self._answer = answer
        self.told: list[bytes] = []

    async def act(self, reader: StreamReader, writer: StreamWriter) -> None:
        self.told.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(self._answer)
        if b" 200 " not in self._answer:
            return
        back, forth = await asyncio.open_connection("127.0.0.1", self._port)
        await asyncio.gather(_pour(reader, forth), _pour(back, writer))


async def _pour(reader: StreamReader, writer: StreamWriter) -> None:
    while some := await reader.read(65536):
        writer.write(some)
    writer.close()


def address(url: str, person: str = "") -> str:
    return f"http://{person}127.0.0.1:{urlsplit(url).port}"


def repeats(*pages: bytes) -> Act:
    async def act(reader: StreamReader, writer: StreamWriter) -> None:
        for page in pages:
            await reader.readuntil(b"V-0001")
            writer.write(page)
            await writer.drain()

    return act


@pytest.mark.usefixtures("_trusted")
async def test_questions_share_a_tunnel_whose_proxy_never_sees_the_token(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with wire(repeats(said(1), said(2)), tls=True) as server:
        proxy = Proxy(server)
        async with wire(proxy.act) as url:
            monkeypatch.setenv("HTTPS_PROXY", address(url, "ville:se%40cret@"))
            async with asking(FAR) as ask:
                assert [await ask(), await ask()] == [1, 2]
    [told] = proxy.told
    assert told.startswith(b"CONNECT telegram.invalid:8443 HTTP/1.1\r\n")
    assert b"Proxy-Authorization: Basic " + base64.b64encode(b"ville:se@cret") in told
    assert b"CANARY" not in told


@pytest.mark.usefixtures("_trusted")
async def test_photos_go_through_it_too(monkeypatch: pytest.MonkeyPatch) -> None:
    async with wire(repeats(said("seen")), tls=True) as server:
        proxy = Proxy(server)
        async with wire(proxy.act) as url:
            monkeypatch.setenv("HTTPS_PROXY", address(url))
            async with asking(FAR) as ask:
                assert await ask(uploads=[Upload("v.jpg", b"V-0001")]) == "seen"
    assert len(proxy.told) == 1


@pytest.mark.parametrize("uploads", [[], [Upload("v.jpg", b"V-0001")]], ids=["text", "photo"])
async def test_a_proxy_that_refuses_sent_nothing(
    uploads: list[Upload], monkeypatch: pytest.MonkeyPatch
) -> None:
    refuses = Proxy("", b"HTTP/1.1 407 Who are you\r\nContent-Length: 0\r\n\r\n")
    async with wire(refuses.act) as url:
        monkeypatch.setenv("HTTPS_PROXY", address(url, "ville:secret@"))
        async with asking(FAR) as ask:
            with pytest.raises(NotSent) as caught:
                await ask(uploads=uploads)
    assert isinstance(judged(caught.value), RetryLater)
    assert "secret" not in str(caught.value)


async def test_a_proxy_that_hangs_up_before_the_tunnel_sent_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def leaves(_reader: StreamReader, _writer: StreamWriter) -> None:
        """Closed as soon as accepted."""

    async with wire(leaves) as url:
        monkeypatch.setenv("HTTPS_PROXY", address(url))
        with pytest.raises(NotSent):
            await send(FAR)


@pytest.mark.usefixtures("_trusted")
async def test_a_tunnel_that_falls_after_the_question_leaves_a_doubt(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with wire(hangs_up, tls=True) as server, wire(Proxy(server).act) as url:
        monkeypatch.setenv("HTTPS_PROXY", address(url))
        with pytest.raises(TelegramError) as caught:
            await send(FAR)
    assert not isinstance(judged(caught.value), RetryLater)


async def test_a_proxy_that_is_not_there_sent_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{port}")
    with pytest.raises(NotSent):
        await send(FAR)


async def test_what_is_asked_in_clear_stays_next_door(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy"):
        monkeypatch.setenv(name, "http://mandataire.example.org:9")
    async with wire(repeats(said("here"))) as url:
        assert await send(url) == "here"


@pytest.mark.parametrize(
    ("environment", "proxy"),
    [
        ({}, "None"),
        (
            {"HTTPS_PROXY": "http://mandataire.example.org:3128"},
            "http://mandataire.example.org:3128",
        ),
        ({"https_proxy": "mandataire.example.org:3128"}, "http://mandataire.example.org:3128"),
        (
            {"ALL_PROXY": "http://mandataire.example.org:3128"},
            "http://mandataire.example.org:3128",
        ),
        ({"HTTP_PROXY": "http://mandataire.example.org:3128"}, "None"),
        (
            {"HTTPS_PROXY": "http://mandataire.example.org", "NO_PROXY": "example.org,.invalid"},
            "None",
        ),
    ],
)
def test_the_environment_names_it(
    environment: dict[str, str], proxy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert str(proxy_to(FAR)) == proxy


async def test_a_proxy_of_another_kind_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "socks5://mandataire.example.org:1080")
    with pytest.raises(NotSent, match=re.escape("socks5://")):
        await send(FAR)
