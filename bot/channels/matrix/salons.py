"""Rooms: where an address leads today, and whether the bot may speak there."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

from bot.channels.matrix.client import MatrixClient, at, told
from bot.delivery.contract import Unreachable

TOMBSTONE, ENCRYPTION = "m.room.tombstone", "m.room.encryption"
UPGRADES: Final = 8
"""A room that was upgraded more often leads in a circle."""
UNKNOWN: Final = "ce salon n'existe pas sur le serveur Matrix"
NOT_IN: Final = "le bot n'est pas dans ce salon : invitez-le"
ENCRYPTED: Final = (
    "ce salon est chiffré de bout en bout, et le bot n'y sait ni lire ni écrire : donnez un salon "
    "non chiffré"
)


class Salons:
    """The rooms that an account reaches; the homeserver is asked each time: it alone knows."""

    def __init__(self, client: MatrixClient) -> None:
        self._client = client

    async def reach(self, address: str) -> str:
        """The room that this address is today; the bot is in it, and may read it.

        A room that was upgraded names the next one: that is where its people are. Raises
        DeliveryFailure.
        """
        room = await self._named(address)
        servers = [address.partition(":")[2]] if ":" in address else []
        for _upgrade in range(UPGRADES):
            stone = await self._state(room, TOMBSTONE, servers)
            following = stone.get("replacement_room")
            if not isinstance(following, str) or not following:
                break
            room = following
        if await self._state(room, ENCRYPTION, servers):
            raise Unreachable(ENCRYPTED)
        return room

    async def join(self, room: str, servers: list[str]) -> None:
        """Raises Unreachable for one where it was not invited."""
        via = [("server_name", one) for one in servers]
        answer = await self._client.call("POST", "/join" + at(room), params=via, json={})
        if answer.status != HTTPStatus.OK:
            raise Unreachable(NOT_IN)

    async def _named(self, address: str) -> str:
        if not address.startswith("#"):
            return address
        answer = await self._client.call("GET", "/directory/room" + at(address))
        if answer.status != HTTPStatus.OK:
            raise Unreachable(UNKNOWN)
        return str(told(answer).get("room_id", ""))

    async def _state(self, room: str, kind: str, servers: list[str]) -> dict[str, Any]:
        """What the room says of itself; empty when it says nothing of that kind."""
        path = at("rooms", room, "state", kind) + "/"
        answer = await self._client.call("GET", path)
        if answer.status == HTTPStatus.FORBIDDEN:
            await self.join(room, servers)
            answer = await self._client.call("GET", path)
        return dict(told(answer)) if answer.status == HTTPStatus.OK else {}
