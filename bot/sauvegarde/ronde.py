"""The copy of every day, made by the bot itself while it works; the old ones go."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import Final, NoReturn

from bot.clock import Clock, paris
from bot.log import logger
from bot.rendering import render_line
from bot.sauvegarde import copie
from bot.sauvegarde.copie import BackupError
from storage.machine import passages
from storage.machine.db import Database, Tx
from storage.programme import Programme

log = logger(__name__)
FROM: Final = time(4)
"""Paris: once the night's forgetting is done, so that a copy holds nothing that just left."""
TASK: Final = "sauvegarde"
LOOKS_SECONDS: Final = 1800.0
MISSED: Final = (
    "La sauvegarde du jour n'a pas pu être faite ; prévenez l'exploitation ({{ why }})."
)


@dataclass(frozen=True, slots=True)
class Gardien:
    """Makes a locked copy a day in `into`, for the owner of `recipient`."""

    database: Database
    clock: Clock
    programmes: Mapping[int, Programme]
    photos: Path
    into: Path
    recipient: str

    async def keep(self, missed: Callable[[Tx, str], None]) -> NoReturn:
        """As long as the bot works; `missed` is told why there is none, at each attempt."""
        while True:
            try:
                await self.run()
            except Exception as error:
                log.exception("backup not made")
                await self.database.run(missed, render_line(MISSED, why=error))
            await asyncio.sleep(LOOKS_SECONDS)

    async def run(self) -> Path | None:
        """The copy of today, if it was still to be made. Raises BackupError."""
        now = self.clock.now()
        if paris(now).time() < FROM or not await self.database.run(self._claim):
            return None
        try:
            # Beside whoever works: the copy reads, and waits for nobody.
            return await asyncio.to_thread(self._make)
        except BackupError:
            await self.database.run(self._unclaim)
            raise

    def _claim(self, tx: Tx) -> bool:
        now = self.clock.now()
        return passages.claim(tx, TASK, str(paris(now).date()), now)

    def _unclaim(self, tx: Tx) -> None:
        passages.forget(tx, TASK, str(paris(self.clock.now()).date()))

    def _make(self) -> Path:
        now, url = self.clock.now(), self.database.url
        made = copie.backup(url, self.photos, self.into, now, recipient=self.recipient)
        kept = min(one.config.conservation.sauvegardes_jours for one in self.programmes.values())
        gone = copie.prune(self.into, now, kept)
        log.info("backup made", name=made.name, pruned=len(gone))
        return made
