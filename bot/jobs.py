"""The timetable: deeds done by the clock, and how often it looks whether they are due."""

from __future__ import annotations

import asyncio
from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock
from bot.log import logger
from storage.machine.db import Database, Tx
from storage.programme import Programme, renew
from storage.work import ClockJob, More, Work

log = logger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """`does` asks the database what is due: missed or doubled, a tick is harmless."""

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
                self.ring,
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
            await self.ring(job)

    async def ring(self, job: Job) -> None:
        """One job for every programme; a failure stops no other, and is tried at the next ring."""
        for programme_id in tuple(self._programmes):
            does: ClockJob | None = job.does
            while does is not None:
                does = await self._step(job, does, programme_id)

    async def _step(self, job: Job, does: ClockJob, programme_id: int) -> ClockJob | None:
        """One transaction, and what goes on in the next one; other jobs may come between."""
        async with self._turn:
            programme, now = self._programmes[programme_id], self._clock.now()
            try:
                answer = await self._database.run(done, does, programme, now, called=job.name)
            except Exception:
                log.exception("job failed", job=job.name, dispositif=programme_id)
                return None
        if isinstance(answer, Programme):
            renew(self._programmes, answer)
        return answer.then if isinstance(answer, More) else None


def done(tx: Tx, does: ClockJob, programme: Programme, now: datetime) -> Programme | More | None:
    """One step of a job."""
    return does(Work(tx, programme, now))
