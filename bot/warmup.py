"""What the first of each screen and letter would compile, done at rest: nobody waits for it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Final

from bot import garbage
from bot.log import logger
from storage.machine.aside import ReadFirst
from storage.machine.db import Database, Tx
from storage.machine.rehearsal import Undone, attempt

log = logger(__name__)

Deeds = Mapping[str, Callable[[Tx], object]]
"""What is rehearsed, by its name in the log."""

REST_SECONDS: Final = 1.0
PAUSE_SECONDS: Final = 0.02
ATTEMPTS: Final = 20
"""Of one deed: each goes a little further than the one before, or to the end."""


class WarmUp:
    """Goes through it once, a little at a time, while nobody asks for anything.

    `loads` need no database: another thread does them. `reads` only read, beside all others.
    `deeds` says, in a transaction, what to rehearse; `quiet` returns once nobody is waiting.
    """

    def __init__(
        self,
        database: Database,
        loads: Sequence[Callable[[], object]],
        reads: Sequence[Callable[[Tx], object]],
        deeds: Callable[[Tx], Deeds],
        quiet: Callable[[], Awaitable[None]],
    ) -> None:
        self._database = database
        self._loads = loads
        self._reads = reads
        self._deeds = deeds
        self._quiet = quiet

    async def run(self) -> None:
        """Harmless whatever fails: what was not rehearsed is as slow as ever the first time.

        What it leaves stays as long as the process, and is searched for garbage no more.
        """
        await asyncio.sleep(REST_SECONDS)
        with garbage.seldom():
            await self._go_through()
        await self._quiet()
        garbage.keep()

    async def _go_through(self) -> None:
        try:
            for load in self._loads:
                await self._quiet()
                await asyncio.to_thread(load)
            garbage.give_back()
            for read in self._reads:
                await self._quiet()
                await self._database.read(read, called="rehearsal")
            deeds = await self._database.run(self._deeds, called="rehearsals")
        except Exception:
            log.exception("warm-up given up")
            return
        for name, deed in deeds.items():
            await self._rehearse(name, deed)
        log.info("warmed up", deeds=len(deeds))

    async def _rehearse(self, name: str, deed: Callable[[Tx], object]) -> None:
        for _ in range(ATTEMPTS):
            await self._quiet()
            try:
                await self._try_once(f"rehearsal · {name}", deed)
            except Undone as end:
                if end.whole:
                    return
            except Exception:
                log.exception("rehearsal failed", deed=name)
                return
            await asyncio.sleep(PAUSE_SECONDS)

    async def _try_once(self, called: str, deed: Callable[[Tx], object]) -> None:
        try:
            # Ahead: on a server, it then never holds a row that a round is waiting for.
            await self._database.run(attempt, deed, called=called, ahead=True)
        except ReadFirst as asked:
            await asked.answer(self._database, called)
