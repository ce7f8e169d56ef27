"""When nothing can be written: said at once without the base, and again when it can."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from bot.casework import coordination
from bot.clock import Clock
from bot.delivery.contract import DeliveryFailure, Parcel, Transport
from bot.log import logger
from bot.rendering import render_line
from bot.words import heure
from storage.machine import leases
from storage.machine.db import Database, Tx
from storage.machine.outbox import Message
from storage.machine.scarcity import plainly
from storage.programme import Programme
from storage.work import Work

log = logger(__name__)

LOOK_SECONDS: Final = 2.0
TRIED: Final = "ecriture"
SUBJECT: Final = "Le carnet ne peut plus rien écrire"
TEXT: Final = (
    "{{ why }} : le carnet ne peut plus rien écrire. Ce qui arrive attend chez Telegram, un jour "
    "au plus ; rien n'est perdu, mais personne ne reçoit de réponse. À faire maintenant par la "
    "personne qui tient la machine : libérer de la place, ou rendre le disque inscriptible. Le "
    "carnet reprendra seul."
)
BACK_SUBJECT: Final = "Le carnet écrit de nouveau"
BACK: Final = (
    "Le carnet écrit de nouveau, depuis {{ fin }} (plus rien ne s'écrivait depuis {{ debut }}). "
    "Ce qui attendait chez Telegram arrive."
)

LITTLE: Final = 500
"""Megabytes below which the coordination hears of it, before nothing can be written."""
LITTLE_SUBJECT: Final = "Le disque du carnet est presque plein"
LITTLE_TEXT: Final = (
    "Il reste {{ free }} Mo sur le disque du carnet. À zéro, plus rien ne s'écrit. Demandez à la "
    "personne qui tient la machine de libérer de la place."
)


class Penurie:
    """Looks whether the base was refused room, tells it, and tries to write until it can.

    transports: by kind of channel, what sends without the outbox, which cannot be written.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        programmes: Mapping[int, Programme],
        transports: Mapping[str, Transport],
    ) -> None:
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
            self._unsaid = await self._words(self._since, plainly(lack))
        self._unsaid = [one for one in self._unsaid if not await self._said(one)]
        await self._try(self._since)

    async def _words(self, now: datetime, why: str) -> list[Message]:
        said: list[Message] = []
        text = render_line(TEXT, why=why[0].upper() + why[1:])
        for programme in self._programmes.values():
            key = f"penurie:{programme.id}:{now.isoformat()}"
            told = {"key": key, "subject": SUBJECT, "text": text}
            said += await self._database.read(
                lambda tx, one=programme, told=told: coordination.messages(
                    Work(tx, one, now), **told
                ),
                called="penurie",
            )
        return said

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
        for programme in tuple(self._programmes.values()):
            await self._database.run(_told_back, programme, since, now, called="tell the room")


def free_room(folder: Path) -> int:
    """Megabytes left on the disk where it stands, or where it will be made."""
    there = next(one for one in (folder.absolute(), *folder.absolute().parents) if one.exists())
    return shutil.disk_usage(there).free // 1_000_000


def warn(work: Work, folder: Path) -> None:
    """The job: while something can still be written, say once a day that little room is left."""
    free = free_room(folder)
    if free < LITTLE:
        text = render_line(LITTLE_TEXT, free=free)
        key = f"place:{work.programme.id}:{work.now.date()}"
        coordination.tell(work, key=key, subject=LITTLE_SUBJECT, text=text)


def _written(tx: Tx, now: datetime) -> None:
    """Something that the disk must take."""
    leases.beat(tx, TRIED, now)


def _told_back(tx: Tx, programme: Programme, since: datetime, now: datetime) -> None:
    text = render_line(BACK, debut=heure(since), fin=heure(now))
    key = f"penurie:{programme.id}:{since.isoformat()}:finie"
    coordination.tell(
        Work(tx, programme, now), key=key, subject=BACK_SUBJECT, text=text, sign="✅"
    )
