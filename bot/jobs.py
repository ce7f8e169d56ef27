"""The timetable: deeds done by the clock, and how often it looks whether they are due."""

from __future__ import annotations

import asyncio
import time
from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby
from typing import Final

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock
from bot.log import logger
from storage.machine.db import Database, Tx
from storage.programme import Programme, renew
from storage.work import ClockJob, More, Work

log = logger(__name__)

TOGETHER_SECONDS: Final = 0.002
"""A unit of work that took more begins no other job: what it wrote is locked meanwhile."""


@dataclass(frozen=True, slots=True)
class Job:
    """`does` asks the database what is due: missed or doubled, a tick is harmless."""

    name: str
    seconds: int
    does: ClockJob


@dataclass(frozen=True, slots=True)
class JobStep:
    """What a job does next; `alone`: in a transaction of its own, for one with others failed."""

    name: str
    does: ClockJob
    alone: bool = False


@dataclass(slots=True)
class Unit:
    """Jobs done in one transaction; `begun` are those it came to, were it undone since."""

    steps: Sequence[JobStep]
    begun: list[JobStep] = field(default_factory=list)

    @property
    def name(self) -> str:
        return ", ".join(step.name for step in self.begun)

    def do(self, tx: Tx, programme: Programme, now: datetime) -> Programme | More | None:
        """The first step, then those after it as long as nothing was found to do."""
        until = time.perf_counter() + TOGETHER_SECONDS
        for step in self.steps:
            if self.begun and (self.begun[-1].alone or step.alone or time.perf_counter() > until):
                break
            self.begun.append(step)
            answer = step.does(Work(tx, programme, now))
            if answer is not None:
                return answer
            tx.end_part()
        return None


class Alarm:
    """Wakes the jobs of each rhythm; APScheduler only rings, it remembers nothing."""

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
        for seconds, jobs in groupby(sorted(self._jobs, key=_rhythm), key=_rhythm):
            self._scheduler.add_job(
                self.ring,
                "interval",
                tuple(jobs),
                seconds=seconds,
                id=f"every {seconds} s",
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
        await self.ring(*self._jobs)

    async def ring(self, *jobs: Job) -> None:
        """Each of them, in order, for every programme.

        A failure stops no other, and is tried at the next ring.
        """
        for programme_id in tuple(self._programmes):
            steps: Sequence[JobStep] = [JobStep(job.name, job.does) for job in jobs]
            while steps:
                steps = await self._go_on(steps, programme_id)

    async def _go_on(self, steps: Sequence[JobStep], programme_id: int) -> Sequence[JobStep]:
        """One transaction, and what goes on in the next ones; rounds may come between."""
        unit = Unit(steps)
        async with self._turn:
            programme, now = self._programmes[programme_id], self._clock.now()
            try:
                answer = await self._database.run(
                    unit.do, programme, now, called=lambda: unit.name
                )
            except Exception:
                log.exception("job failed", job=unit.name, dispositif=programme_id)
                return _each_alone(unit)
        rest = steps[len(unit.begun) :]
        if isinstance(answer, Programme):
            renew(self._programmes, answer)
        if isinstance(answer, More) and await self._aside(answer, unit.name, programme_id):
            # After the others, whom a long task would keep waiting.
            return [*rest, replace(unit.begun[-1], does=answer.then)]
        return rest

    async def _aside(self, more: More, name: str, programme_id: int) -> bool:
        """Whether what it needs first could be read."""
        try:
            if more.aside:
                await self._database.read(more.aside, called=name)
        except Exception:
            log.exception("job failed", job=name, dispositif=programme_id)
            return False
        return True


def _each_alone(undone: Unit) -> Sequence[JobStep]:
    """What is left after it failed: nothing of a job that was alone, each one of several."""
    begun = undone.begun or undone.steps[:1]
    again = [replace(step, alone=True) for step in begun] if len(begun) > 1 else []
    return [*again, *undone.steps[len(begun) :]]


def _rhythm(job: Job) -> int:
    return job.seconds
