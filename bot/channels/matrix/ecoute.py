"""What rooms say, a sync at a time: its mark moves on in the transaction of what it brought."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final

from sqlalchemy.exc import SQLAlchemyError

from bot.channels.matrix import entendu
from bot.channels.matrix.client import MatrixClient, at, told
from bot.channels.matrix.entendu import Entendu
from bot.channels.matrix.salons import ENCRYPTION, TOMBSTONE, Salons
from bot.clock import Clock
from bot.delivery.contract import DeliveryFailure, RetryLater
from bot.log import logger
from storage.machine import ecoutes
from storage.machine.db import Database, Tx
from storage.programme import Programme

log = logger(__name__)

WAIT_SECONDS: Final = 30
ANSWER_SECONDS: Final = WAIT_SECONDS + 30.0
LONGEST_PAUSE: Final = 60.0
AT_ONCE: Final = 50
"""Events of one room in one answer; what is between two answers is asked for by itself."""
PAGES: Final = 40
HEARD: Final = (
    # A room that puts the bot out is said to be left only if its members are asked for.
    *("m.room.message", "m.reaction", "m.room.redaction", "m.room.member"),
    *(TOMBSTONE, ENCRYPTION),
)
NONE: Final = {"types": list[str]()}


class Ecouteur:
    """Hears the rooms of those programmes: what comes is written down, then left behind."""

    def __init__(
        self,
        client: MatrixClient,
        database: Database,
        clock: Clock,
        programmes: Mapping[int, Programme],
    ) -> None:
        self._client = client
        self._salons = Salons(client)
        self._database = database
        self._clock = clock
        self._programmes = programmes
        self._rooms: dict[str, list[str]] = {}
        self._since: str | None = None
        self._failures = 0
        self._at_once = AT_ONCE

    async def run(self) -> None:
        """Until cancelled; a server that does not answer is asked again, less and less often."""
        while True:
            try:
                await self.once()
                self._failures = 0
            except (DeliveryFailure, SQLAlchemyError) as error:
                await self._pause(error)

    async def once(self) -> None:
        """Ask once, and write down what came. Raises DeliveryFailure, or what the base does."""
        if self._since is None:
            self._since = await self._database.run(ecoutes.heard_to, await self._name())
            await self._enter()
        said = await self._sync()
        came, following = list(self._came(said)), str(said["next_batch"])
        # What was said before the bot came to listen is nobody's answer to it.
        events = [*await self._missed(said), *came] if self._since else []
        await self._keep(events, following)
        self._since = following
        if any(one.kind in (TOMBSTONE, entendu.INVITED) for one in came):
            await self._enter()

    async def _name(self) -> str:
        return f"matrix:{await self._client.whoami()}"

    async def _enter(self) -> None:
        """Be in every room that a file names, and know which address leads to which."""
        rooms: dict[str, list[str]] = {}
        for address in sorted(entendu.addresses(self._programmes)):
            try:
                rooms.setdefault(await self._salons.reach(address), []).append(address)
            except RetryLater:
                raise
            except DeliveryFailure as failure:
                log.warning("salon Matrix injoignable", salon=address, raison=str(failure))
                rooms.setdefault(address, []).append(address)
        self._rooms = rooms

    async def _sync(self) -> Mapping[str, Any]:
        asked = {"filter": _only(self._at_once), "timeout": "0"}
        if self._since:
            wait = 0 if self._failures else WAIT_SECONDS * 1000
            asked |= {"since": self._since, "timeout": str(wait)}
        answer = await self._client.call("GET", "/sync", params=asked)
        said = told(answer)
        if answer.status == HTTPStatus.BAD_REQUEST and self._since:
            # Another server, or one that began anew: what it said before is known no more.
            log.error("salons Matrix : leur marque n'est plus connue, on repart de maintenant")
            self._since = ""
        if answer.status != HTTPStatus.OK or "next_batch" not in said:
            # Longer than what is read of one answer: the rest is asked for, a page at a time.
            self._at_once = 1
            raise RetryLater(f"le serveur Matrix ne dit pas où il en est ({answer.status})")
        self._at_once = AT_ONCE
        return said

    def _came(self, said: Mapping[str, Any]) -> Iterator[Entendu]:
        """Every event of the rooms where it is, of those that it lost, of its invitations."""
        rooms = said.get("rooms", {})
        for room, one in rooms.get("join", {}).items():
            for event in one.get("timeline", {}).get("events", []):
                yield self._heard(room, event)
        for kind, name in ((entendu.LOST, "leave"), (entendu.INVITED, "invite")):
            for room in rooms.get(name, {}):
                # They bear no number of their own: the place in what was said is one.
                event = {"type": kind, "event_id": f"{kind} {room} {said['next_batch']}"}
                yield self._heard(room, event)

    def _heard(self, room: str, event: dict[str, Any]) -> Entendu:
        return Entendu(room, event, tuple(self._rooms.get(room, ())), self._client.user)

    async def _missed(self, said: Mapping[str, Any]) -> list[Entendu]:
        """What a room said between two answers, when one answer does not hold it; oldest first."""
        found: list[Entendu] = []
        for room, one in said.get("rooms", {}).get("join", {}).items():
            timeline = one.get("timeline", {})
            if timeline.get("limited") and "prev_batch" in timeline:
                found += await self._before(room, str(timeline["prev_batch"]))
        return found

    async def _before(self, room: str, mark: str) -> list[Entendu]:
        found: list[Entendu] = []
        path, types = at("rooms", room, "messages"), json.dumps({"types": HEARD})
        for _page in range(PAGES):
            asked = {"dir": "b", "from": mark, "to": self._since or "", "filter": types}
            said = told(await self._client.call("GET", path, params=asked))
            found += [self._heard(room, event) for event in said.get("chunk", [])]
            mark = str(said.get("end", ""))
            if not mark:
                break
        return found[::-1]

    async def _keep(self, events: Sequence[Entendu], following: str) -> None:
        """All of it in one transaction; else each alone: one keeps no other from counting."""
        name = await self._name()
        try:
            await self._database.run(self._write, events, name, following, called="matrix")
        except SQLAlchemyError:
            raise
        except Exception:
            log.exception("room not heard", events=len(events))
            for one in events:
                await self._alone(one)
            await self._database.run(ecoutes.move_on, name, following)

    async def _alone(self, one: Entendu) -> None:
        try:
            await self._database.run(self._take, one, called="matrix")
        except SQLAlchemyError:
            raise
        except Exception:
            log.exception("room event put aside", number=one.id, kind=one.kind)

    def _write(self, tx: Tx, events: Sequence[Entendu], name: str, following: str) -> None:
        for one in events:
            self._take(tx, one)
        ecoutes.move_on(tx, name, following)

    def _take(self, tx: Tx, one: Entendu) -> None:
        entendu.take(tx, self._programmes, self._clock.now(), one)

    async def _pause(self, error: DeliveryFailure | SQLAlchemyError) -> None:
        self._failures += 1
        log.warning("salons Matrix non lus", error=str(error), failures=self._failures)
        asked = error.after if isinstance(error, RetryLater) else None
        await asyncio.sleep(asked or min(LONGEST_PAUSE, 2.0 ** min(self._failures - 1, 10)))


def _only(most: int) -> str:
    """What is asked of the server: these events, so many of each room, and nothing else."""
    room = {"account_data": NONE, "ephemeral": NONE, "state": NONE}
    timeline = {"types": HEARD, "limit": most}
    asked = {"presence": NONE, "account_data": NONE, "room": {**room, "timeline": timeline}}
    return json.dumps(asked)
