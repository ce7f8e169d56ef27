"""Matrix, open: sends and rewrites; a repeat with the same key is the same event there."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

from bot.channels.matrix import content
from bot.channels.matrix.client import MEDIA, MatrixClient, at, told
from bot.channels.matrix.salons import Salons
from bot.delivery.contract import Parcel, Receipt, Refused, SignedPage, Unreachable
from bot.delivery.outside import Answer
from bot.log import logger
from bot.signing import addresses, linked

log = logger(__name__)

MUTE: Final = "le bot n'a pas le droit d'écrire dans ce salon"
JPEG: Final = {"Content-Type": "image/jpeg"}


class MatrixTransport:
    """Sends what the outbox holds for rooms; photos are read in `photos_dir`."""

    def __init__(self, client: MatrixClient, photos_dir: Path, link: SignedPage) -> None:
        self._client = client
        self._salons = Salons(client)
        self._photos_dir = photos_dir
        self._link = link

    async def send(self, parcel: Parcel) -> Receipt:
        """A card that is rewritten keeps its mark, « room event ». Raises DeliveryFailure."""
        given = parcel.content
        if "text" not in given:
            raise Refused("this content makes no message")
        text = linked(given["text"], addresses(given, parcel.subject, self._link))
        room = await self._salons.reach(parcel.address)
        said = content.message(text, to=given.get("answers"))
        there, _, event = str(parcel.edit or "").partition(" ")
        if there == room:
            # A room that was upgraded shows none of before: the card comes again in the next one.
            await self._put(room, parcel.key, content.replacing(event, said))
            return Receipt(parcel.edit)
        event = await self._put(room, parcel.key, said)
        for name in [] if given.get("edit") else _photos(given):
            await self._show(room, f"{parcel.key}:{name}", name)
        return Receipt(f"{room} {event}")

    async def _put(self, room: str, key: str, said: dict[str, Any]) -> str:
        """The event that it became: the same one, were it asked for twice."""
        path = at("rooms", room, "send", "m.room.message", key)
        answer = await self._client.call("PUT", path, json=said)
        if answer.status == HTTPStatus.FORBIDDEN:
            raise Unreachable(MUTE)
        if answer.status != HTTPStatus.OK or not told(answer).get("event_id"):
            raise Refused(f"réponse {answer.status} {told(answer).get('errcode', '')}".strip())
        return str(told(answer)["event_id"])

    async def _show(self, room: str, key: str, name: str) -> None:
        """A photo that is gone, or too heavy for that server, keeps no alert from being sent."""
        try:
            data = await asyncio.to_thread((self._photos_dir / Path(name).name).read_bytes)
        except FileNotFoundError:
            log.error("photo is gone", photo=name)
            return
        answer = await self._upload(name, data)
        if mxc := told(answer).get("content_uri"):
            await self._put(room, key, content.picture(str(mxc), name, len(data)))
        else:
            log.error("photo refused", photo=name, status=answer.status)

    async def _upload(self, name: str, data: bytes) -> Answer:
        asked = {"params": {"filename": name}, "headers": JPEG, "data": data}
        return await self._client.call("POST", MEDIA, **asked)


def _photos(given: dict[str, Any]) -> list[str]:
    """Those that go with a message, one or several."""
    return list(given.get("photos") or ([given["photo"]] if given.get("photo") else []))
