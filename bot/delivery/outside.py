"""Requests to somebody else's server: bounded, never followed, never inside the house."""

from __future__ import annotations

import json
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any, Final
from urllib.parse import urlsplit

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    InvalidURL,
    TCPConnector,
)
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

from bot.delivery.contract import Refused, RetryLater, Unsure

SECONDS: Final = 20.0
BYTES: Final = 1_000_000
"""Of an answer: what is longer is none."""


class InsideAddress(OSError):
    """A name that leads to this machine or its network: whoever wrote it may not mean it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: `said` is what its JSON says, None when it is none."""

    status: int
    headers: Mapping[str, str]
    said: Any

    @property
    def after(self) -> float | None:
        """Seconds that the server asks for before another try."""
        told = self.headers.get("Retry-After", "")
        return float(min(int(told), 86_400)) if told.isdecimal() else None


class Outside:
    """Asks servers by their address; `inside`: the operator lets them stand on this network."""

    def __init__(self, session: ClientSession, *, inside: bool) -> None:
        self._session = session
        self._inside = inside

    async def ask(self, method: str, url: str, **options: Any) -> Answer:
        """One request, one answer, whatever its status. Raises Refused, RetryLater, Unsure."""
        status, headers, body = await self.read(method, url, BYTES, **options)
        return Answer(status, headers, _said(body))

    async def read(
        self, method: str, url: str, most: int, **options: Any
    ) -> tuple[int, Mapping[str, str], bytes]:
        """The same, as bytes: status, headers, body, of which so many are read, and one more."""
        self._check(url)
        try:
            async with self._session.request(
                method, url, allow_redirects=False, **options
            ) as response:
                body = await _whole(response, most + 1)
                return response.status, response.headers, body
        except InvalidURL as error:
            raise Refused("ce n'est pas une adresse") from error
        except (ClientConnectorError, ConnectionTimeoutError) as error:
            if isinstance(getattr(error, "os_error", None), InsideAddress):
                raise Refused(str(error.os_error)) from error  # type: ignore[union-attr]
            raise RetryLater(f"pas de connexion ({type(error).__name__})") from error
        except (ClientError, TimeoutError) as error:
            raise Unsure(f"pas de réponse ({type(error).__name__})") from error

    def _check(self, url: str) -> None:
        parts = urlsplit(url)
        if self._inside and parts.scheme in ("http", "https"):
            return
        if parts.scheme != "https":
            raise Refused("l'adresse n'est pas en https")
        if _is_inside(parts.hostname or ""):
            raise Refused(INSIDE)


async def _whole(response: ClientResponse, most: int) -> bytes:
    """Its body, and no more than that many bytes of it."""
    body = b""
    async for part in response.content.iter_chunked(65_536):
        body += part
        if len(body) >= most:
            break
    return body[:most]


NAT64: Final = IPv6Network("64:ff9b::/96")
INSIDE: Final = "l'adresse mène au réseau de cette machine"


@asynccontextmanager
async def outside(*, inside: bool, seconds: float = SECONDS) -> AsyncIterator[Outside]:
    """Open until the context ends; neither cookies nor the proxy of the environment."""
    resolver = ThreadedResolver() if inside else PublicResolver()
    async with ClientSession(
        connector=TCPConnector(resolver=resolver, force_close=True),
        timeout=ClientTimeout(total=seconds, sock_connect=seconds / 2),
        headers={"User-Agent": "carnet-de-rue"},
    ) as session:
        yield Outside(session, inside=inside)


class PublicResolver(AbstractResolver):
    """Names, as long as each of their addresses is everybody's: it is asked as the line opens."""

    def __init__(self) -> None:
        self._resolver = ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Raises InsideAddress, OSError."""
        found = await self._resolver.resolve(host, port, family)
        if any(_is_inside(one["host"]) for one in found):
            raise InsideAddress(INSIDE)
        return found

    async def close(self) -> None:
        await self._resolver.close()


def _is_inside(host: str) -> bool:
    """An address that is not everybody's; a name is none, and is judged as it is resolved."""
    try:
        found = ip_address(host.partition("%")[0])
    except ValueError:
        return False
    known = (found, _carried(found)) if isinstance(found, IPv6Address) else (found,)
    return any(one is not None and (not one.is_global or one.is_multicast) for one in known)


def _carried(address: IPv6Address) -> IPv4Address | None:
    """The older address that this one only carries: a router of the house would lead there."""
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address.sixtofour


def _said(body: bytes) -> Any:
    try:
        return json.loads(body) if len(body) <= BYTES else None
    except (ValueError, RecursionError):
        return None
