"""Refused letters read from the mailbox where they come back: each closes its address aloud."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Final, NoReturn

from bot.casework import adresses
from bot.channels.email.channel import CHANNEL as EMAIL
from bot.channels.email.message import message_id
from bot.channels.email.retours import BoiteRetours, RetourCourriel, RetoursIllisibles, read
from bot.clock import Clock
from bot.log import logger
from storage.machine import envois
from storage.machine.db import Database, Tx
from storage.machine.outbox import Destination
from storage.programme import Programme

log = logger(__name__)
LOOKS_SECONDS: Final = 300.0


class Facteur:
    """Looks every five minutes, as long as the bot works."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        programmes: Mapping[int, Programme],
        *,
        url: str,
        mail_from: str,
    ) -> None:
        self._database = database
        self._clock = clock
        self._programmes = programmes
        self._mail_from = mail_from
        self._box = BoiteRetours(url)

    async def keep(self) -> NoReturn:
        while True:
            try:
                await self.run()
            except RetoursIllisibles as error:
                log.warning("returned letters not read", reason=str(error))
            except Exception:
                # One strange letter must never stop the bot; it is looked at again.
                log.exception("returned letters not read")
            await asyncio.sleep(LOOKS_SECONDS)

    async def run(self) -> int:
        """Read what came back; how many addresses were told of. Raises RetoursIllisibles.

        A notice is marked as read once what it says is kept: killed between the two, it is read
        again, and changes nothing more.
        """
        found = await asyncio.to_thread(self._box.fetch)
        said = [retour for source in found.values() for retour in read(source)]
        if said:
            await self._database.run(self._refused, said)
        await asyncio.to_thread(self._box.done, list(found))
        return len(said)

    def _refused(self, tx: Tx, said: list[RetourCourriel]) -> None:
        """Only of a letter that we did send there: anybody may write to that mailbox."""
        for retour in said:
            sent = envois.sent_to(tx, EMAIL.kind, retour.adresse)
            ours = {message_id(key, self._mail_from): subject for key, subject in sent}
            if (subject := ours.get(retour.message_id)) is None:
                log.warning("a return that is of no letter of ours")
                continue
            to, now = Destination(EMAIL.kind, retour.adresse), self._clock.now()
            adresses.refused(self._programmes, tx, now, to, subject, retour.raison)
