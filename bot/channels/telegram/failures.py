"""What went wrong on the wire, in python-telegram-bot's words: was anything sent?"""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

import aiohttp
from aiohttp.http import HttpProcessingError
from telegram.error import NetworkError, TimedOut

BROKEN: Final = (aiohttp.ClientError, HttpProcessingError, TimeoutError)
NEVER_CONNECTED: Final = (
    aiohttp.ClientConnectorError,
    aiohttp.ClientHttpProxyError,
    aiohttp.ConnectionTimeoutError,
)


class NotSent(NetworkError):
    """No connection was made: Telegram surely got nothing."""


class ReplyLost(NetworkError):
    """The connection broke after the request left: Telegram may have acted on it."""


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
