"""The HTTP under python-telegram-bot: aiohttp, and errors that say whether anything was sent."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import Any, Final, cast

import aiohttp
from telegram import Bot
from telegram.request import BaseRequest, RequestData

from bot.channels.telegram.failures import BROKEN, ReplyLost, failure
from bot.channels.telegram.lines import Lines
from bot.channels.telegram.proxy import proxy_to

CONNECTIONS: Final = 128
# Without it python-telegram-bot warns at each 429 that pauses will be timedeltas.
os.environ.setdefault("PTB_TIMEDELTA", "1")

FORM: Final = {"Content-Type": "application/x-www-form-urlencoded"}
JSON: Final = {"Content-Type": "application/json"}
USER_AGENT: Final = {"User-Agent": BaseRequest.USER_AGENT}
GATEWAY_TIMEOUT: Final = 504
IN_JSON: Final = json.JSONEncoder(ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Upload:
    """A picture that goes with a request."""

    name: str
    data: bytes


class AiohttpRequest(BaseRequest):
    """One session, kept-alive connections; messages of errors never hold the URL, so the token.

    Seconds: `connect` to get a connection, `read` without a byte from the other side, `write`
    allowed on top of both for the body to leave.
    """

    def __init__(self, connect: float = 10.0, read: float = 20.0, write: float = 40.0) -> None:
        self._connect, self._read, self._write = connect, read, write
        self._session: aiohttp.ClientSession | None = None
        self._lines: Lines | None = None
        self._timeouts: dict[tuple[Any, ...], aiohttp.ClientTimeout] = {}

    @property
    def read_timeout(self) -> float:
        return self._read

    async def initialize(self) -> None:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=CONNECTIONS)
            self._lines = Lines(connector, USER_AGENT | JSON)
            self._session = aiohttp.ClientSession(
                connector=connector, cookie_jar=aiohttp.DummyCookieJar(), headers=USER_AGENT
            )

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = self._lines = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | Request | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Raise NotSent, ReplyLost or TimedOut; the two last may have been acted on."""
        if self._session is None or self._lines is None:
            raise RuntimeError("initialize() the request before using it")
        timeout = self._timeout(read_timeout, write_timeout, connect_timeout)
        try:
            if isinstance(request_data, Request) and request_data.photo is None:
                answer = await self._lines.ask(url, _json(request_data.values), timeout)
            else:
                answer = await _carried(self._session, method, url, request_data, timeout)
        except BROKEN as error:
            # Not chained: what aiohttp says may hold the URL, so the token.
            raise failure(error, url) from None
        if answer[0] == GATEWAY_TIMEOUT:
            raise ReplyLost("Gateway Timeout (504)")
        return answer

    def _timeout(self, read: Any, write: Any, connect: Any) -> aiohttp.ClientTimeout:
        key = (read, write, connect)
        timeout = self._timeouts.get(key)
        if timeout is None:
            default = (self._read, self._write, self._connect)
            none = BaseRequest.DEFAULT_NONE
            seconds = [
                own if value is none else value for value, own in zip(key, default, strict=True)
            ]
            total = None if None in seconds else sum(seconds)
            timeout = aiohttp.ClientTimeout(total, connect=seconds[2], sock_read=seconds[0])
            self._timeouts[key] = timeout
        return timeout


def make_bot(api_url: str, token: str) -> Bot:
    """The typed client, on our own HTTP; `initialize` it before use."""
    return Bot(
        token,
        base_url=f"{api_url}/bot",
        base_file_url=f"{api_url}/file/bot",
        request=AiohttpRequest(),
        get_updates_request=AiohttpRequest(),
    )


@dataclass(frozen=True, slots=True)
class Request:
    """A Bot API method's parameters as JSON says them, and the picture they speak of."""

    values: dict[str, Any]
    photo: Upload | None = None


async def call(
    bot: Bot,
    method: str,
    values: dict[str, Any],
    *,
    photo: Upload | None = None,
    read_timeout: float | None = None,
) -> Any:
    """A Bot API method's `result` as JSON says it: no object is built around it.

    Raises telegram.error.TelegramError.
    """
    data = cast(RequestData, Request(values, photo))
    wait = cast(float, BaseRequest.DEFAULT_NONE) if read_timeout is None else read_timeout
    return await bot.request.post(f"{bot.base_url}/{method}", data, read_timeout=wait)


def _json(value: Any) -> bytes:
    return IN_JSON.encode(value).encode()


async def _carried(
    session: aiohttp.ClientSession,
    method: str,
    url: str,
    data: RequestData | Request | None,
    timeout: aiohttp.ClientTimeout,
) -> tuple[int, bytes]:
    """Files, both ways, and what the library's own methods ask."""
    body, headers = _body(data)
    async with session.request(
        method, url, data=body, headers=headers, timeout=timeout, proxy=proxy_to(url)
    ) as response:
        return response.status, await response.read()


def _body(data: RequestData | Request | None) -> tuple[Any, dict[str, str] | None]:
    """Multipart only where a file goes with the rest, since it costs five times as much."""
    if data is None:
        return None, None
    if isinstance(data, Request):
        return _with_photo(data), None
    if not data.contains_files:
        return data.url_encoded_parameters().encode(), FORM
    form = _multipart(data.json_parameters)
    for name, (filename, content, mime) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return form, None


def _with_photo(request: Request) -> aiohttp.FormData:
    form = _multipart(
        {
            name: value if isinstance(value, str) else _json(value).decode()
            for name, value in request.values.items()
        }
    )
    if request.photo is not None:
        form.add_field(
            "photo", request.photo.data, filename=request.photo.name, content_type="image/jpeg"
        )
    return form


def _multipart(values: dict[str, str]) -> aiohttp.FormData:
    form = aiohttp.FormData(default_to_multipart=True)
    for name, value in values.items():
        form.add_field(name, value)
    return form
