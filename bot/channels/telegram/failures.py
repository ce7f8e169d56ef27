"""What a call to the Bot API came to when it is no result: refused, unanswered, or never sent."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlsplit

import aiohttp
from aiohttp.http import HttpProcessingError

BROKEN: Final = (aiohttp.ClientError, HttpProcessingError, TimeoutError)
NEVER_CONNECTED: Final = (
    aiohttp.ClientConnectorError,
    aiohttp.ClientHttpProxyError,
    aiohttp.ConnectionTimeoutError,
)


class TelegramError(Exception):
    """No result came; `message` is Telegram's reason, or what we saw."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NetworkError(TelegramError):
    """Telegram did not answer, or could not do it (5xx): its message is not refused."""


class TimedOut(NetworkError):
    """No answer in time: Telegram may have acted on it."""


class NotSent(NetworkError):
    """No connection was made: Telegram surely got nothing."""


class ReplyLost(NetworkError):
    """The connection broke after the request left: Telegram may have acted on it."""


class BadRequest(TelegramError):
    """Refused (400): the same request would be refused again."""


class Forbidden(TelegramError):
    """That person blocked the bot, or that group put it out (403)."""


class InvalidToken(TelegramError):
    """Telegram knows no bot of that token (401, 404)."""


class Conflict(TelegramError):
    """Somebody else asks for the same updates (409)."""


class RetryAfter(TelegramError):
    """Too many requests (429): nothing is accepted for `seconds`."""

    def __init__(self, message: str, seconds: float) -> None:
        super().__init__(message)
        self.seconds = seconds


class ChatMigrated(TelegramError):
    """That group is a supergroup now, under the number `new_chat_id`."""

    def __init__(self, message: str, new_chat_id: int) -> None:
        super().__init__(message)
        self.new_chat_id = new_chat_id


REFUSALS: Final[dict[int, type[TelegramError]]] = {
    HTTPStatus.BAD_REQUEST: BadRequest,
    HTTPStatus.UNAUTHORIZED: InvalidToken,
    HTTPStatus.FORBIDDEN: Forbidden,
    HTTPStatus.NOT_FOUND: InvalidToken,
    HTTPStatus.CONFLICT: Conflict,
}


def result_of(status: int, body: bytes) -> Any:
    """The `result` of an answer, as JSON says it. Raises TelegramError for any other."""
    try:
        answer = json.loads(body)
    except ValueError:
        answer = None
    told: dict[str, Any] = answer if isinstance(answer, dict) else {}
    if status != HTTPStatus.OK:
        raise _refusal(status, told)
    if "result" not in told:
        raise TelegramError("an answer that is not the Bot API's")
    return told["result"]


def _refusal(status: int, told: dict[str, Any]) -> TelegramError:
    message = str(told.get("description") or f"HTTP {status}")
    parameters = told.get("parameters") or {}
    if "migrate_to_chat_id" in parameters:
        return ChatMigrated(message, int(parameters["migrate_to_chat_id"]))
    if "retry_after" in parameters:
        return RetryAfter(message, float(parameters["retry_after"]))
    refused = REFUSALS.get(status)
    return refused(message) if refused else NetworkError(f"{message} ({status})")


def failure(error: Exception, url: str) -> NetworkError:
    """Neither the words of aiohttp nor the URL are repeated: both may hold the token."""
    host = urlsplit(url).hostname
    if isinstance(error, NEVER_CONNECTED):
        return not_sent(error, url)
    if isinstance(error, TimeoutError):
        return TimedOut(f"{host} did not answer in time")
    return ReplyLost(f"{host} hung up ({type(error).__name__})")


def not_sent(error: Exception, url: str) -> NotSent:
    """Whatever it was, it came before a connection was there."""
    return NotSent(f"no connection to {urlsplit(url).hostname} ({type(error).__name__})")
