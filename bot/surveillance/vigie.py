"""Every minute: looks at the machine, and tells whoever runs it what begins and what ends."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Final

from bot.casework import exploitation
from bot.clock import Clock, SystemClock
from bot.log import logger
from bot.rendering import render_line
from bot.surveillance import mesures
from bot.surveillance.certificats import Certificats
from bot.surveillance.coup_d_oeil import FINIS, OBJETS, CoupDOeil
from bot.surveillance.pendule import Pendule
from bot.wiring import Wiring
from bot.words import date_longue, heure
from storage.machine import incidents
from storage.machine.db import Database, Tx
from storage.programme import Programme
from storage.work import Work

log = logger(__name__)

EVERY_SECONDS: Final = 60.0
OVER: Final = "{{ fini }}. Cela durait depuis le {{ le }} à {{ heure }}."


class Vigie:
    """`look` is harmless doubled: what begins is claimed in the base, what ends leaves it.

    figures: those of `bot.sonde`; mailbox: of whoever runs the machine, « » for none. A clock that
    somebody sets by hand is not watched.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        programmes: Mapping[int, Programme],
        figures: Callable[[], Awaitable[Mapping[str, Any]]],
        certificats: Certificats,
        mailbox: str,
    ) -> None:
        self._database, self._clock, self._programmes = database, clock, programmes
        self._figures, self._certificats, self._mailbox = figures, certificats, mailbox
        self._pendule = Pendule(clock.now) if isinstance(clock, SystemClock) else None

    @classmethod
    def of(
        cls,
        wiring: Wiring,
        database: Database,
        programmes: Mapping[int, Programme],
        figures: Callable[[], Awaitable[Mapping[str, Any]]],
    ) -> Vigie:
        """What a running bot is guarded by."""
        certificats = Certificats(wiring.public_url or "", wiring.smtp_url, wiring.clock)
        served = database, wiring.clock, programmes
        return cls(*served, figures, certificats, wiring.operator)

    async def keep(self) -> None:
        """Until cancelled."""
        while True:
            await asyncio.sleep(EVERY_SECONDS)
            try:
                await self.look()
            except Exception:
                log.exception("the machine was not looked at")

    async def look(self) -> None:
        """See everything, then write down and tell what changed, if anything did."""
        seen = [*mesures.regards(await self._figures()), *await self._certificats.regards()]
        if self._pendule:
            seen.append(self._pendule.regard())
        known = await self._database.read(incidents.opened, called="incidents")
        changed = [one for one in seen if one.mal is not None and one.mal != (one.genre in known)]
        if changed:
            await self._database.run(self._tell, changed, called="incidents")

    def _tell(self, tx: Tx, changed: Sequence[CoupDOeil]) -> None:
        for one in changed:
            if one.mal:
                self._begun(tx, one)
            else:
                self._over(tx, one)

    def _begun(self, tx: Tx, regard: CoupDOeil) -> None:
        now = self._clock.now()
        if incidents.begin(tx, regard.genre, now):
            log.error("incident", kind=str(regard.genre))
            key = f"incident:{regard.genre}:{now.isoformat()}"
            self._say(tx, key=key, subject=OBJETS[regard.genre], text=regard.texte)

    def _over(self, tx: Tx, regard: CoupDOeil) -> None:
        since = incidents.end(tx, regard.genre)
        if since is not None:
            log.warning("incident over", kind=str(regard.genre))
            fini = FINIS[regard.genre]
            text = render_line(OVER, fini=fini, le=date_longue(since), heure=heure(since))
            key = f"incident:{regard.genre}:{since.isoformat()}:fini"
            self._say(tx, key=key, subject=fini, text=text, sign="✅")

    def _say(self, tx: Tx, **words: str) -> None:
        now = self._clock.now()
        works = [Work(tx, one, now) for one in tuple(self._programmes.values())]
        exploitation.tell(works, self._mailbox, **words)
