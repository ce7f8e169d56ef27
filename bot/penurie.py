"""When nothing can be written: said at once without the base, and again when it can."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import datetime
from itertools import chain
from typing import Any, Final

from bot.casework import coordination, exploitation
from bot.clock import Clock
from bot.delivery.contract import DeliveryFailure, Parcel, Transport
from bot.log import logger
from bot.rendering import render_line
from bot.words import heure
from storage.machine import leases
from storage.machine.db import Database, Tx
from storage.machine.outbox import Message, post
from storage.machine.scarcity import is_memory, plainly
from storage.programme import Programme
from storage.work import Work

log = logger(__name__)

LOOK_SECONDS: Final = 2.0
TRIED: Final = "ecriture"
SUBJECT: Final = "Le carnet ne peut plus rien écrire"
TEXT: Final = (
    "{{ why }} : le carnet ne peut plus rien écrire. Ce qui arrive attend chez Telegram, un jour "
    "au plus ; rien n'est perdu, mais personne ne reçoit de réponse. À faire maintenant par la "
    "personne qui tient la machine : {{ mend }}. Le carnet reprendra seul."
)
ROOM: Final = "libérer de la place, ou rendre le disque inscriptible"
MEMORY: Final = "arrêter ce qui prend trop de mémoire à côté du carnet, ou lui en donner davantage"
BACK_SUBJECT: Final = "Le carnet écrit de nouveau"
BACK: Final = (
    "Le carnet écrit de nouveau, depuis {{ fin }} (plus rien ne s'écrivait depuis {{ debut }}). "
    "Ce qui attendait chez Telegram arrive."
)


class Penurie:
    """Looks whether the base was refused room, tells it, and tries to write until it can.

    transports: by kind of channel, what sends without the outbox, which cannot be written;
    mailbox: of whoever runs the machine, « » for none.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        programmes: Mapping[int, Programme],
        transports: Mapping[str, Transport],
        mailbox: str = "",
    ) -> None:
        self._mailbox = mailbox
        self._database = database
        self._clock = clock
        self._programmes = programmes
        self._transports = transports
        self._since: datetime | None = None
        self._unsaid: list[Message] = []

    async def watch(self) -> None:
        """Until cancelled."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            await self.look()

    async def look(self) -> None:
        """Tell a lack that is new, and what could not be told yet; see whether it is over."""
        lack = self._database.lacks
        if lack is None:
            return
        if self._since is None:
            self._since = self._clock.now()
            log.critical("rien ne peut plus être écrit", raison=plainly(lack))
            mend = MEMORY if is_memory(lack) else ROOM
            self._unsaid = await self._words(self._since, plainly(lack), mend)
        self._unsaid = [one for one in self._unsaid if not await self._said(one)]
        await self._try(self._since)

    async def _words(self, now: datetime, why: str, mend: str) -> list[Message]:
        text = render_line(TEXT, why=why[0].upper() + why[1:], mend=mend)
        key = f"penurie:{now.isoformat()}"
        return await self._database.read(
            self._messages, now, {"key": key, "subject": SUBJECT, "text": text}, called="penurie"
        )

    def _messages(self, tx: Tx, now: datetime, told: Mapping[str, str]) -> list[Message]:
        works = self._works(tx, now)
        of_each = (coordination.messages(work, **_of(work, told)) for work in works)
        return [*chain(*of_each), *exploitation.messages(works, self._mailbox, **told)]

    def _works(self, tx: Tx, now: datetime) -> list[Work]:
        return [Work(tx, programme, now) for programme in tuple(self._programmes.values())]

    async def _said(self, message: Message) -> bool:
        """Whether it left."""
        parcel = Parcel(0, message.key, message.to.address, message.content, "", 1)
        try:
            await self._transports[message.to.channel].send(parcel)
        except DeliveryFailure as failure:
            log.warning("pénurie not told yet", key=message.key, reason=str(failure))
            return False
        return True

    async def _try(self, since: datetime) -> None:
        now = self._clock.now()
        try:
            await self._database.run(_written, now, called="try to write")
        except Exception as error:
            log.warning("toujours rien ne s'écrit", raison=plainly(error))
            return
        self._database.lacks, self._since, self._unsaid = None, None, []
        log.warning("le carnet écrit de nouveau")
        await self._database.run(self._told_back, since, now, called="tell the room")

    def _told_back(self, tx: Tx, since: datetime, now: datetime) -> None:
        text = render_line(BACK, debut=heure(since), fin=heure(now))
        key = f"penurie:{since.isoformat()}:finie"
        told = {"key": key, "subject": BACK_SUBJECT, "text": text, "sign": "✅"}
        works = self._works(tx, now)
        for work in works:
            coordination.tell(work, **_of(work, told))
        post(tx, now, *exploitation.messages(works, self._mailbox, **told))


def _written(tx: Tx, now: datetime) -> None:
    """Something that the disk must take."""
    leases.beat(tx, TRIED, now)


def _of(work: Work, told: Mapping[str, str]) -> dict[str, Any]:
    """The same words, once for each programme."""
    return {**told, "key": f"{told['key']}:{work.programme.id}"}
