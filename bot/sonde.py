"""How the whole installation is doing, for whoever watches it: figures, nothing of the street."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from bot.clock import Clock
from bot.compteurs import Compteurs
from digests import due
from storage.conservation import purge
from storage.machine import health, incidents, migrate
from storage.machine.db import Database, Tx
from storage.programme import Programme
from storage.work import Work


class Sonde:
    """Called, it says what /health does; `scraped` what /metrics does.

    heard: how the poller says that Telegram answers.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        programmes: Mapping[int, Programme],
        photos: Path,
        heard: Callable[[], str],
    ) -> None:
        self._database, self._clock, self._programmes = database, clock, programmes
        self._photos, self._heard = photos, heard
        self.compteurs = Compteurs()

    async def __call__(self) -> dict[str, Any]:
        """Asked of the thread that serves everybody: when it is stuck, this is as well."""
        waiting = await self._database.run(health.probe, self._clock.now())
        return {**waiting, **await self._machine()}

    async def scraped(self) -> dict[str, Any]:
        """The same and more, read beside: whoever scrapes keeps nobody waiting."""
        found = await self._database.read(self._read, called="scrape")
        counted = {"tours": self.compteurs.tours, "remises": self.compteurs.remises}
        return {**found, **counted, **await self._machine()}

    def _read(self, tx: Tx) -> dict[str, Any]:
        now = self._clock.now()
        works = [Work(tx, programme, now) for programme in tuple(self._programmes.values())]
        return health.probe(tx, now) | {
            "files": health.in_lanes(tx),
            "points_dus": sum(due.waiting(work) for work in works),
            "incidents": dict.fromkeys(incidents.opened(tx), 1),
            "jours_sans_purge": max(map(purge.days_since, works), default=0),
        }

    async def _machine(self) -> dict[str, Any]:
        longest = self._database.holds.longest
        return {
            "ecrit": self._database.lacks is None,
            "schema": migrate.head(),
            "place_libre_mo": await asyncio.to_thread(free_room, self._photos),
            "ecoute": self._heard(),
            "plus_long_blocage": {"unite": longest.name, "ms": round(longest.seconds * 1000)},
        }


def free_room(folder: Path) -> int:
    """Megabytes left on the disk where it stands, or where it will be made."""
    there = next(one for one in (folder.absolute(), *folder.absolute().parents) if one.exists())
    return shutil.disk_usage(there).free // 1_000_000
