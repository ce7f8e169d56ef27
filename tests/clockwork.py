"""The clock's deeds, each to its end: what is left at one step is done at the next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from storage.machine.db import Database
from storage.programme import Programme
from storage.work import ClockJob, More, Work
from tests.statements import Statement, statements


def ring(
    database: Database, programme: Programme, now: datetime, *jobs: ClockJob
) -> Programme | None:
    """One after the other, a transaction a step; the programme, if one of them renewed it."""
    renewed: Programme | None = None
    for job in jobs:
        answer: Programme | More | None = More(job)
        while isinstance(answer, More):
            answer = _step(database, programme, now, answer)
        renewed = answer or renewed
    return renewed


def steps(
    database: Database, programme: Programme, now: datetime, job: ClockJob
) -> Iterator[list[Statement]]:
    """What each step of a job asks."""
    answer: Programme | More | None = More(job)
    while isinstance(answer, More):
        with statements(database.engine) as said:
            answer = _step(database, programme, now, answer)
        yield said


def through(work: Work, job: ClockJob) -> None:
    """To its end within one transaction, for a test that looks at the rows from inside it."""
    answer = job(work)
    while isinstance(answer, More):
        answer = answer.ready(work.tx)(work)


def _step(
    database: Database, programme: Programme, now: datetime, more: More
) -> Programme | More | None:
    with database.reading() as before:
        does = more.ready(before)
    with database.transaction() as tx:
        return does(Work(tx, programme, now))
