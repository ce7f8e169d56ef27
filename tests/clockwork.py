"""The clock's deeds, each to its end: what is left at one step is done at the next."""

from __future__ import annotations

from datetime import datetime

from storage.machine.db import Database
from storage.programme import Programme
from storage.work import ClockJob, More, Work


def ring(
    database: Database, programme: Programme, now: datetime, *jobs: ClockJob
) -> Programme | None:
    """One after the other, a transaction a step; the programme, if one of them renewed it."""
    renewed: Programme | None = None
    for job in jobs:
        does: ClockJob | None = job
        while does is not None:
            with database.transaction() as tx:
                answer = does(Work(tx, programme, now))
            does = answer.then if isinstance(answer, More) else None
            renewed = answer if isinstance(answer, Programme) else renewed
    return renewed


def through(work: Work, job: ClockJob) -> None:
    """To its end within one transaction, for a test that looks at the rows from inside it."""
    answer = job(work)
    while isinstance(answer, More):
        answer = answer.then(work)
