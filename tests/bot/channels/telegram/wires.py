"""Servers on loopback that do one thing to a connection, and a bot that asks them one thing."""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bot.channels.telegram.backend import BotApi, Requests, call

TOKEN = "100000001:CANARY-token-that-no-log-may-hold-0000"
OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "

LOOPBACK = Path(__file__).with_name("loopback.pem")
"""A key, and a certificate that only these tests trust, for 127.0.0.1 and telegram.invalid."""

Act = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
Ask = Callable[..., Awaitable[Any]]


@asynccontextmanager
async def wire(act: Act, *, tls: bool = False) -> AsyncIterator[str]:
    """The address of a server that does `act` with each connection, then closes it."""
    serving: list[asyncio.Task[None]] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await act(reader, writer)
        finally:
            writer.close()
            await asyncio.wait([asyncio.ensure_future(writer.wait_closed())])

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        serving.append(asyncio.create_task(serve(reader, writer)))

    server = await asyncio.start_server(accept, "127.0.0.1", 0, ssl=_certified() if tls else None)
    async with server:
        port = server.sockets[0].getsockname()[1]
        yield f"http{'s' if tls else ''}://127.0.0.1:{port}"
        await asyncio.gather(*serving, return_exceptions=True)


def _certified() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(LOOPBACK)
    return context


@asynccontextmanager
async def asking(base_url: str, request: Requests | None = None) -> AsyncIterator[Ask]:
    """What sends a message by a bot that asks nothing first, as often as it is called."""
    request = request or Requests(connect=1, read=0.2, write=1)
    bot = BotApi(base_url, TOKEN, request)
    await request.open()
    try:
        yield lambda text="V-0001", **more: call(bot, "sendMessage", {"text": text}, **more)
    finally:
        await request.close()


async def send(base_url: str, request: Requests | None = None) -> object:
    """One message."""
    async with asking(base_url, request) as ask:
        return await ask()


def said(result: object) -> bytes:
    """An answer of Telegram's, whole."""
    body = json.dumps({"ok": True, "result": result}).encode()
    return OK + b"%d\r\n\r\n%b" % (len(body), body)


async def hangs_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"V-0001")


async def resets(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"V-0001")
    writer.transport.abort()


async def breaks_off(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"V-0001")
    writer.write(OK + b'100\r\n\r\n{"ok":')
    await writer.drain()


async def says_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"V-0001")
    await asyncio.sleep(0.5)


def answers(status: str, body: bytes) -> Act:
    async def act(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"V-0001")
        writer.write(f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)
        await writer.drain()

    return act
