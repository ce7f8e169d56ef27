"""A JSON question and its answer, on a connection that aiohttp made and keeps.

aiohttp's session readies each request for redirects, cookies, tracing and streams: half the
cost of a call, and nothing that the Bot API asks for (docs/adr/0016). Names, proxies, TLS, kept
connections, reading and silences stay aiohttp's.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import aiohttp
from aiohttp.client_proto import ResponseHandler
from aiohttp.connector import Connection
from aiohttp.hdrs import ACCEPT_ENCODING, CONTENT_LENGTH, METH_POST
from aiohttp.streams import StreamReader
from yarl import URL

from bot.channels.telegram.failures import NotSent, not_sent
from bot.channels.telegram.proxy import proxy_to

LAST_WORD: Final = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """For one method: what the connector goes by, and what each question begins with."""

    request: aiohttp.ClientRequest
    head: bytes


class Lines:
    """Questions on the connections of `connector`, each with `headers`."""

    def __init__(self, connector: aiohttp.BaseConnector, headers: Mapping[str, str]) -> None:
        self._connector = connector
        self._headers = headers
        self._ready: dict[str, Asked] = {}

    async def ask(
        self, url: str, body: bytes, timeout: aiohttp.ClientTimeout
    ) -> tuple[int, bytes]:
        """Raise NotSent; once the question has left, an error among `failures.BROKEN`."""
        ready = self._ready.get(url) or self._prepare(url)
        try:
            connection = await self._connector.connect(ready.request, [], timeout)
        except (aiohttp.ClientError, OSError) as error:
            raise not_sent(error, url) from None
        try:
            question = b"%b%d\r\n\r\n%b" % (ready.head, len(body), body)
            answer = await _answer(connection, question, timeout)
        except BaseException:
            # What was asked here may still be answered: nothing else is asked on it.
            connection.close()
            raise
        connection.release()
        return answer

    def _prepare(self, url: str) -> Asked:
        """aiohttp itself writes the headers, once."""
        request = aiohttp.ClientRequest(
            METH_POST,
            URL(url),
            headers=self._headers,
            # An answer is a few hundred bytes, shorter than the work of unpacking it.
            skip_auto_headers=(ACCEPT_ENCODING,),
            loop=asyncio.get_running_loop(),
            proxy=proxy_to(url),
        )
        del request.headers[CONTENT_LENGTH]
        lines = [f"{METH_POST} {request.url.raw_path_qs} HTTP/1.1"]
        lines += [f"{name}: {value}" for name, value in request.headers.items()]
        head = "\r\n".join([*lines, f"{CONTENT_LENGTH}: "]).encode()
        return self._ready.setdefault(url, Asked(request, head))


async def _answer(
    connection: Connection, question: bytes, timeout: aiohttp.ClientTimeout
) -> tuple[int, bytes]:
    """The status and the body; TimeoutError when they do not come."""
    line, transport = connection.protocol, connection.transport
    if line is None or transport is None or line.should_close:
        # What came while nobody was asking would pass for our answer.
        raise NotSent("a kept connection was no longer fit")
    line.set_response_params(read_until_eof=True)
    transport.write(question)
    # One alarm for the silence before an answer, which nearly always comes whole; aiohttp, which
    # cannot know that, sets one more at each packet.
    wait = timeout.sock_read or math.inf
    alarm = asyncio.get_running_loop().call_later(wait, line.set_exception, TimeoutError())
    try:
        message, body = await line.read()
        while message.code < LAST_WORD:
            message, body = await line.read()
    finally:
        alarm.cancel()
    return message.code, body.read_nowait() if body.is_eof() else await _rest(line, body, timeout)


async def _rest(
    line: ResponseHandler, body: StreamReader, timeout: aiohttp.ClientTimeout
) -> bytes:
    """Of an answer that came in pieces: aiohttp measures each silence."""
    line.read_timeout = timeout.sock_read
    line.start_timeout()
    async with asyncio.timeout(timeout.total):
        return await body.read()
