"""The timetable: deeds done by the clock, and how often it looks whether they are due."""

from __future__ import annotations

import asyncio
from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock
from bot.feature.door import ClockJob
from bot.log import logger
from storage.machine.db import Database, Tx
from storage.programme import Programme, renew
from storage.work import Work

log = logger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """`does` asks the database what is due: missed or doubled, a tick is harmless.

    What it gives back is dropped, except a programme: it is served from now on.
    """

    name: str
    seconds: int
    does: ClockJob


class Alarm:
    """Wakes each job at its rhythm; APScheduler only rings, it remembers nothing."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        programmes: MutableMapping[int, Programme],
        jobs: Sequence[Job],
    ) -> None:
        self._database = database
        self._clock = clock
        self._programmes = programmes
        self._jobs = jobs
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._turn = asyncio.Lock()

    def start(self) -> None:
        for job in self._jobs:
            self._scheduler.add_job(
                self._ring,
                "interval",
                [job],
                seconds=job.seconds,
                id=job.name,
                misfire_grace_time=None,
                coalesce=True,
                max_instances=1,
            )
        self._scheduler.start()

    def stop(self) -> None:
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def ring_all(self) -> None:
        """Do everything that is due now: at start-up, and when the clock was moved."""
        for job in self._jobs:
            await self._ring(job)

    async def _ring(self, job: Job) -> None:
        """One job for every programme, each in its own transaction; a failure stops no other."""
        async with self._turn:
            for programme in tuple(self._programmes.values()):
                try:
                    done = await self._database.run(_done, job, programme, self._clock.now())
                except Exception:
                    log.exception("job failed", job=job.name, dispositif=programme.id)
                    continue
                if isinstance(done, Programme):
                    renew(self._programmes, done)


def _done(tx: Tx, job: Job, programme: Programme, now: datetime) -> object:
    return job.does(Work(tx, programme, now))
