"""The Bot API over aiohttp: one bot, its calls, and errors that say whether anything was sent."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final, Self

import aiohttp

from bot.channels.telegram.failures import BROKEN, NetworkError, ReplyLost, failure, result_of
from bot.channels.telegram.lines import Lines
from bot.channels.telegram.proxy import proxy_to

CONNECTIONS: Final = 128
CONNECT_SECONDS: Final = 10.0
READ_SECONDS: Final = 20.0
ANSWER_SECONDS: Final = 8.0
"""Of a question without a file: what is said next in that chat waits for its answer."""
WRITE_SECONDS: Final = 40.0
JSON: Final = {"Content-Type": "application/json"}
USER_AGENT: Final = {"User-Agent": "carnet-de-rue"}
IN_JSON: Final = json.JSONEncoder(ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Upload:
    """A picture or a document that goes with a request: `field` is the parameter that it fills."""

    name: str
    data: bytes
    field: str = "photo"
    """How its request names it."""
    kind: str = "image/jpeg"


Uploads = Sequence[Upload]


class Requests:
    """One session, kept-alive connections; messages of errors never hold the URL, so the token.

    Seconds: `connect` to get a connection, `read` without a byte from the other side, `answer`
    the same when no file goes with the question, `write` allowed on top for the body to leave.
    """

    def __init__(
        self,
        connect: float = CONNECT_SECONDS,
        read: float = READ_SECONDS,
        write: float = WRITE_SECONDS,
        answer: float = ANSWER_SECONDS,
    ) -> None:
        self._connect, self._read, self._write = connect, read, write
        self._answer = min(read, answer)
        self._session: aiohttp.ClientSession | None = None
        self._lines: Lines | None = None
        self._timeouts: dict[float | None, aiohttp.ClientTimeout] = {}

    async def open(self) -> None:
        """Before the first request; a second time does nothing."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=CONNECTIONS)
            self._lines = Lines(connector, USER_AGENT | JSON)
            self._session = aiohttp.ClientSession(
                connector=connector, cookie_jar=aiohttp.DummyCookieJar(), headers=USER_AGENT
            )

    async def close(self) -> None:
        """Let go of the connections."""
        if self._session is not None:
            await self._session.close()
            self._session = self._lines = None

    async def ask(
        self, url: str, values: dict[str, Any], uploads: Uploads, read: float | None
    ) -> tuple[int, bytes]:
        """The status and the body. Raises NotSent, ReplyLost or TimedOut."""
        session, lines = self._opened()
        if not uploads:
            timeout = self._timeout(self._answer if read is None else read)
            return await _heard(lines.ask(url, _json(values), timeout), url)
        timeout = self._timeout(read)
        return await _heard(_sent(session, url, _with_files(values, uploads), timeout), url)

    async def fetch(self, url: str) -> tuple[int, bytes]:
        """A file, whole. Raises as `ask`."""
        session, _lines = self._opened()
        return await _heard(_fetched(session, url, self._timeout(None)), url)

    def _opened(self) -> tuple[aiohttp.ClientSession, Lines]:
        if self._session is None or self._lines is None:
            raise NetworkError("open() the requests before using them")
        return self._session, self._lines

    def _timeout(self, read: float | None) -> aiohttp.ClientTimeout:
        timeout = self._timeouts.get(read)
        if timeout is None:
            silence = self._read if read is None else read
            total = self._connect + silence + self._write
            timeout = aiohttp.ClientTimeout(total, connect=self._connect, sock_read=silence)
            self._timeouts[read] = timeout
        return timeout


class BotApi:
    """One bot at one Bot API server; `async with` it, or `open` it and `meet` it.

    `polls` are the connections on which updates are waited for: they never make a message wait.
    """

    def __init__(
        self,
        api_url: str,
        token: str,
        requests: Requests | None = None,
        polls: Requests | None = None,
    ) -> None:
        self.id = int(token.partition(":")[0])
        self.username = ""
        """Empty until Telegram said it."""
        self._url = f"{api_url}/bot{token}"
        self._files = f"{api_url}/file/bot{token}"
        self.requests = requests or Requests()
        self._polls = polls or self.requests

    async def __aenter__(self) -> Self:
        try:
            await self.open()
            await self.meet()
        except BaseException:
            # Who could not enter leaves nothing open behind.
            await self.close()
            raise
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.close()

    async def open(self) -> None:
        """Before the first call."""
        await self.requests.open()
        await self._polls.open()

    async def meet(self) -> None:
        """Learn its username. Raises TelegramError: InvalidToken for a token unknown there."""
        self.username = (await call(self, "getMe", {}))["username"]

    async def close(self) -> None:
        """Let go of the connections."""
        await self.requests.close()
        await self._polls.close()

    async def ask(
        self, method: str, values: dict[str, Any], uploads: Uploads, read: float | None
    ) -> Any:
        """See `call`."""
        lines = self._polls if method == "getUpdates" else self.requests
        return result_of(*await lines.ask(f"{self._url}/{method}", values, uploads, read))

    async def download(self, file_id: str) -> bytes:
        """The file that Telegram keeps under that id. Raises TelegramError."""
        path = (await call(self, "getFile", {"file_id": file_id})).get("file_path", "")
        status, data = await self.requests.fetch(f"{self._files}/{path}")
        return data if status == HTTPStatus.OK else result_of(status, data)  # It raises why.


def make_bot(api_url: str, token: str) -> BotApi:
    """The bot of that token, its updates waited for apart; `open` it before use."""
    return BotApi(api_url, token, polls=Requests())


async def call(
    bot: BotApi,
    method: str,
    values: dict[str, Any],
    *,
    uploads: Uploads = (),
    read_timeout: float | None = None,
) -> Any:
    """A Bot API method's `result` as JSON says it: no object is built around it.

    Raises TelegramError.
    """
    return await bot.ask(method, values, uploads, read_timeout)


async def _heard(asking: Awaitable[tuple[int, bytes]], url: str) -> tuple[int, bytes]:
    try:
        answer = await asking
    except BROKEN as error:
        # Not chained: what aiohttp says may hold the URL, so the token.
        raise failure(error, url) from None
    if answer[0] == HTTPStatus.GATEWAY_TIMEOUT:
        raise ReplyLost("Gateway Timeout (504)")
    return answer


def _json(value: Any) -> bytes:
    return IN_JSON.encode(value).encode()


async def _sent(
    session: aiohttp.ClientSession, url: str, form: aiohttp.FormData, wait: aiohttp.ClientTimeout
) -> tuple[int, bytes]:
    async with session.post(url, data=form, timeout=wait, proxy=proxy_to(url)) as response:
        return response.status, await response.read()


async def _fetched(
    session: aiohttp.ClientSession, url: str, wait: aiohttp.ClientTimeout
) -> tuple[int, bytes]:
    async with session.get(url, timeout=wait, proxy=proxy_to(url)) as response:
        return response.status, await response.read()


def _with_files(values: dict[str, Any], uploads: Uploads) -> aiohttp.FormData:
    """Multipart only where a file goes with the rest, since it costs five times as much."""
    form = aiohttp.FormData(default_to_multipart=True)
    for name, value in values.items():
        form.add_field(name, value if isinstance(value, str) else _json(value).decode())
    for one in uploads:
        form.add_field(one.field, one.data, filename=one.name, content_type=one.kind)
    return form
