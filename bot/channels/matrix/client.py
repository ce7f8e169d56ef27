"""One account on one homeserver: its token, its requests, and failures in the contract's words."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import quote, unquote, urlsplit

from bot.delivery.contract import Refused, RetryLater
from bot.delivery.outside import Answer, Outside

API: Final = "/_matrix/client/v3"
MEDIA: Final = "/_matrix/media/v3/upload"
DOWNLOAD: Final = "/_matrix/client/v1/media/download"
KEPT: Final = "mxc://"
SENDING, HEARING, LOOKING = "CARNETENVOI", "CARNETECOUTE", "CARNETEXAMEN"
FETCHING: Final = "CARNETPHOTOS"
"""The bot's devices. Each keeps its name: a server knows a repeated sending by its device."""
NO_ACCOUNT_SECONDS: Final = 600.0
NO_ACCOUNT: Final = "le bot n'a pas de compte Matrix (CARNET_MATRIX_URL)"
NOT_LET_IN: Final = "le serveur Matrix refuse le compte du bot (CARNET_MATRIX_URL)"
LONGEST_PAUSE: Final = 86_400.0
_TOKENS: Final[dict[tuple[str, str], str]] = {}
"""By account and device, as long as the program runs: servers count how often one logs in."""


class MatrixClient:
    """Asks the homeserver of `url`: « https://name:password@server », or « https://token@server ».

    It logs in when it must, as the device of that name.
    """

    def __init__(self, door: Outside, url: str, device: str) -> None:
        parts = urlsplit(url)
        login, server = parts.netloc.rpartition("@")[::2]
        self._server = f"{parts.scheme}://{server}"
        self._door = door
        self._device = device
        self._name, self._password = unquote(parts.username or ""), unquote(parts.password or "")
        self._known = bool(login)
        self._where = (url, device)
        self._login = asyncio.Lock()
        self.user = ""
        """Its own full name, « @carnet:example.org », once it was asked."""

    async def call(self, method: str, path: str, **options: Any) -> Answer:
        """One answer: 2xx, or a 4xx that tells of what was asked. Raises DeliveryFailure."""
        token = await self._opened()
        answer = await self._asked(method, path, options, token)
        if answer.status == HTTPStatus.UNAUTHORIZED and self._password:
            answer = await self._asked(method, path, options, await self._opened(stale=token))
        _judge(answer)
        return answer

    async def load(self, mxc: str, most: int) -> bytes:
        """A file that the server keeps (« mxc://server/number »). Raises DeliveryFailure."""
        server, _, number = mxc.removeprefix(KEPT).partition("/")
        url = self._server + DOWNLOAD + at(server, number)
        token = await self._opened()
        status, body = await self._loaded(url, most, token)
        if status == HTTPStatus.UNAUTHORIZED and self._password:
            status, body = await self._loaded(url, most, await self._opened(stale=token))
        if status != HTTPStatus.OK or len(body) > most:
            raise Refused(f"réponse {status}, {len(body)} octets")
        return body

    async def whoami(self) -> str:
        """Its full name. Raises DeliveryFailure."""
        if not self.user:
            self.user = str(told(await self.call("GET", "/account/whoami")).get("user_id", ""))
        return self.user

    async def _asked(
        self, method: str, path: str, options: Mapping[str, Any], token: str
    ) -> Answer:
        headers = {**_bearer(token), **options.get("headers", {})}
        whole = path if path.startswith("/_matrix") else API + path
        return await self._door.ask(
            method, self._server + whole, **{**options, "headers": headers}
        )

    async def _loaded(self, url: str, most: int, token: str) -> tuple[int, bytes]:
        status, _headers, body = await self._door.read("GET", url, most, headers=_bearer(token))
        return status, body

    async def _opened(self, *, stale: str = "") -> str:
        """What opens the account, other than `stale`. Raises DeliveryFailure.

        One login at a time: a device that logs in again puts out whoever used its token before.
        """
        if not self._known:
            raise RetryLater(NO_ACCOUNT, NO_ACCOUNT_SECONDS)
        if not self._password:
            return self._name
        async with self._login:
            known = _TOKENS.get(self._where)
            return known if known and known != stale else await self._log_in()

    async def _log_in(self) -> str:
        who = {"type": "m.id.user", "user": self._name}
        asked = {
            "type": "m.login.password",
            "identifier": who,
            "password": self._password,
            "device_id": self._device,
        }
        answer = await self._door.ask("POST", f"{self._server}{API}/login", json=asked)
        if answer.status == HTTPStatus.FORBIDDEN:
            raise RetryLater(NOT_LET_IN, NO_ACCOUNT_SECONDS)
        _judge(answer)
        token = _TOKENS[self._where] = str(told(answer).get("access_token", ""))
        return token


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def at(*parts: str) -> str:
    """A path of these parts: « /rooms/%21a%3Aexample.org/send »."""
    return "".join(f"/{quote(one, safe='')}" for one in parts)


def told(answer: Answer) -> Mapping[str, Any]:
    """What it says; nothing of what is no object."""
    return answer.said if isinstance(answer.said, dict) else {}


def _judge(answer: Answer) -> None:
    status, said = answer.status, told(answer)
    word = f"réponse {status} {said.get('errcode', '')}".strip()
    if status == HTTPStatus.UNAUTHORIZED:
        raise RetryLater(NOT_LET_IN, NO_ACCOUNT_SECONDS)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        raise RetryLater(word, _pause(said.get("retry_after_ms")) or answer.after)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise RetryLater(word, answer.after)
    if 300 <= status < 400:
        raise Refused(f"{word} : le serveur renvoie ailleurs, où rien n'est envoyé")


def _pause(milliseconds: Any) -> float | None:
    """Seconds, of what it asks for."""
    whole = isinstance(milliseconds, int | float) and milliseconds > 0
    return min(milliseconds / 1000, LONGEST_PAUSE) if whole else None
