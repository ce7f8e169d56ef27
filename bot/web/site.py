"""Where the pages listen: so many visitors at once, and nobody who keeps us waiting."""

from __future__ import annotations

import asyncio
import logging
from typing import Final

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

MOST: Final = 200
"""Connections at once; the descriptors that are left are those of Telegram and of the database."""
HEAD_SECONDS: Final = 10.0
"""How long a visitor may take to send a request's headers, or to send another request."""
LINGER_SECONDS: Final = 2.0
"""How long what is left of a refused body is read, so that its sender reads the refusal."""
FULL: Final = (
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 10\r\nContent-Length: 0\r\n"
    b"Connection: close\r\n\r\n"
)


async def listen(
    app: web.Application, host: str, port: int, *, most: int = MOST, head: float = HEAD_SECONDS
) -> web.AppRunner:
    """Serve `app` there; `cleanup` of what is returned ends it. Raises OSError (port).

    Without access log: addresses hold tokens. What no server could read is not told either: it is
    whatever a stranger sends, as often as they like.
    """
    logging.getLogger("aiohttp.server").addFilter(_is_ours)
    runner = web.AppRunner(
        app,
        access_log=None,
        keepalive_timeout=head,
        lingering_time=LINGER_SECONDS,
        # No form comes compressed: a kilobyte that holds a gigabyte is only a kilobyte.
        auto_decompress=False,
    )
    await runner.setup()
    await _Site(runner, host, port, most).start()
    return runner


def _is_ours(record: logging.LogRecord) -> bool:
    """Whether a failure is the server's: a request that is none is its sender's."""
    error = record.exc_info[1] if record.exc_info else None
    return not isinstance(error, HttpProcessingError)


class _Site(web.BaseSite):
    """Admits as many connections as it may, and says at once to the others to come back."""

    def __init__(self, runner: web.AppRunner, host: str, port: int, most: int) -> None:
        super().__init__(runner)
        self._where = (host, port)
        self._most = most

    @property
    def name(self) -> str:
        host, port = self._where
        return f"http://{host}:{port}"

    async def start(self) -> None:
        await super().start()
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(self._admit, *self._where)

    def _admit(self) -> asyncio.Protocol:
        server = self._runner.server
        if server is None or len(server.connections) >= self._most:
            return _Full()
        return server()


class _Full(asyncio.Protocol):
    """One visitor too many."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if isinstance(transport, asyncio.WriteTransport):
            transport.write(FULL)
        transport.close()
