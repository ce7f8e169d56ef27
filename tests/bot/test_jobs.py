"""The alarm only rings: a job asks the database, a failure stops no other, a tick is harmless."""

from __future__ import annotations

import asyncio
import threading
import time
from datetime import datetime
from functools import partial

import pytest

from bot import jobs as jobs_module
from bot.chat.desk import SansLigne, open_desk
from bot.clock import MovableClock
from bot.jobs import Alarm, Job
from bot.timetable import timetable
from storage.ajustements import LigneAjustee
from storage.machine.db import Database, Tx
from storage.models import Base, Presence, TacheFaite
from storage.referential import adjust
from storage.work import ClockJob, More, Work
from tests.bench.holds import watching
from tests.storage.cast import presence_at, programme_of

PATIENT = 0.1


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine parts no jobs that go together."""
    monkeypatch.setattr(jobs_module, "TOGETHER_SECONDS", PATIENT)


class Bell:
    """An alarm on a real database with its programme."""

    def __init__(self, database: Database, clock: MovableClock, *jobs: Job) -> None:
        with database.transaction() as tx:
            programme = programme_of(tx, clock.now())
        self.alarm = Alarm(database, clock, {programme.id: programme}, jobs)


def note(work: Work, what: str = "once") -> None:
    work.tx.add(TacheFaite(tache="essai", periode=what, le=work.now))


def fail(work: Work) -> None:
    note(work, "twice")
    raise RuntimeError("panne")


def slow(_work: Work) -> None:
    time.sleep(1.5 * PATIENT)


def written(database: Database, table: type[Base]) -> int:
    with database.transaction() as tx:
        return tx.query(table).count()


async def test_every_job_runs_with_the_injected_clock(
    sqlite_database: Database, clock: MovableClock
) -> None:
    bell = Bell(sqlite_database, clock, Job("note", 60, note))
    await bell.alarm.ring_all()
    with sqlite_database.transaction() as tx:
        assert tx.query(TacheFaite).one().le == clock.now()


async def test_a_job_that_fails_is_rolled_back_and_keeps_no_other_from_running(
    sqlite_database: Database, clock: MovableClock, caplog: pytest.LogCaptureFixture
) -> None:
    bell = Bell(sqlite_database, clock, Job("fail", 60, fail), Job("note", 60, note))
    await bell.alarm.ring_all()
    assert written(sqlite_database, TacheFaite) == 1
    assert "job failed" in caplog.text


async def test_jobs_that_find_nothing_to_do_are_one_transaction(
    sqlite_database: Database, clock: MovableClock
) -> None:
    def idle(_work: Work) -> None:
        """Nothing was due."""

    def busy(work: Work) -> More:
        note(work)
        return More(idle)

    deeds: list[ClockJob] = [idle, busy, idle, slow, idle]
    names = "one", "busy", "other", "long", "last"
    jobs = [Job(name, 3, does) for name, does in zip(names, deeds, strict=True)]
    with watching() as watch:
        await Bell(sqlite_database, clock, *jobs).alarm.ring_all()
    assert [hold.name for hold in watch.holds] == ["one, busy", "other, long", "last, busy"]


async def test_jobs_of_one_transaction_are_done_each_alone_when_one_of_them_fails(
    sqlite_database: Database, clock: MovableClock
) -> None:
    names = "before", "fail", "after", "later"
    deeds = [fail if name == "fail" else partial(note, what=name) for name in names]
    jobs = [Job(name, 3, does) for name, does in zip(names, deeds, strict=True)]
    with watching() as watch:
        await Bell(sqlite_database, clock, *jobs).alarm.ring_all()
    held = [hold.name for hold in watch.holds]
    assert held == ["before, fail", "before", "fail", "after, later"]
    with sqlite_database.transaction() as tx:
        assert [row.periode for row in tx.query(TacheFaite)] == ["before", "after", "later"]


async def test_what_is_left_is_done_at_once_and_others_come_between(
    sqlite_database: Database, clock: MovableClock
) -> None:
    heard: list[str] = []

    def long(work: Work, rank: int = 1) -> More | None:
        heard.append(f"long {rank}")
        note(work, f"{rank}")
        return More(partial(long, rank=rank + 1)) if rank < 3 else None

    def short(_work: Work) -> None:
        heard.append("short")

    longer = Bell(sqlite_database, clock, Job("long", 60, long)).alarm
    ring = longer.ring_all(), longer.ring(Job("short", 60, short))
    await asyncio.gather(*ring)
    assert heard == ["long 1", "short", "long 2", "long 3"]
    assert written(sqlite_database, TacheFaite) == 3


async def test_a_step_that_fails_undoes_none_of_those_before_it(
    sqlite_database: Database, clock: MovableClock
) -> None:
    def first(work: Work) -> More:
        note(work)
        return More(fail)

    bell = Bell(sqlite_database, clock, Job("first", 60, first))
    await bell.alarm.ring_all()
    assert written(sqlite_database, TacheFaite) == 1


async def test_what_only_reads_is_done_between_two_steps_on_another_thread(
    sqlite_database: Database, clock: MovableClock
) -> None:
    threads: list[int] = []

    def here(_work: Work | Tx) -> None:
        threads.append(threading.get_ident())

    def first(work: Work) -> More:
        here(work)
        return More(here, here)

    with watching() as watch:
        await Bell(sqlite_database, clock, Job("first", 60, first)).alarm.ring_all()
    assert [hold.name for hold in watch.holds] == ["first", "first"]
    before, between, after = threads
    assert between not in (before, after)


async def test_what_fails_between_two_steps_is_said_and_stops_no_other(
    sqlite_database: Database, clock: MovableClock, caplog: pytest.LogCaptureFixture
) -> None:
    def first(work: Work) -> More:
        note(work)
        return More(note, lambda _tx: 1 / 0)

    jobs = Job("first", 60, first), Job("second", 60, partial(note, what="second"))
    await Bell(sqlite_database, clock, *jobs).alarm.ring_all()
    assert written(sqlite_database, TacheFaite) == 2
    assert "job failed" in caplog.text


async def test_what_another_process_changed_is_served_at_the_next_ring(
    sqlite_database: Database, clock: MovableClock
) -> None:
    with sqlite_database.transaction() as tx:
        programme = programme_of(tx, clock.now())
    served = {programme.id: programme}
    alarm = Alarm(
        sqlite_database, clock, served, timetable(open_desk(clock, {}, SansLigne(1, "bot")))
    )
    await alarm.ring_all()
    assert served[programme.id] is programme
    with sqlite_database.transaction() as tx:
        renamed = LigneAjustee("sites", "site-a", {"label": "Place neuve"})
        adjust(Work(tx, programme, clock.now()), [renamed], None)
    await alarm.ring_all()
    assert served[programme.id].config.site("site-a").label == "Place neuve"
    assert served[programme.id].sites == programme.sites


async def test_jobs_never_run_at_the_same_time(database: Database, clock: MovableClock) -> None:
    under_way: list[int] = []
    most: list[int] = []

    def slow(_work: Work) -> None:
        under_way.append(1)
        most.append(len(under_way))
        time.sleep(0.005)
        under_way.pop()

    bell = Bell(database, clock, Job("slow", 60, slow))
    await asyncio.gather(*(bell.alarm.ring_all() for _ in range(5)))
    assert most == [1] * 5


async def test_the_alarm_rings_by_itself_until_it_is_stopped(
    sqlite_database: Database, clock: MovableClock
) -> None:
    rung = asyncio.Event()
    loop = asyncio.get_running_loop()

    def ring(_work: Work) -> None:
        loop.call_soon_threadsafe(rung.set)

    bell = Bell(sqlite_database, clock, Job("ring", 1, ring))
    bell.alarm.start()
    await asyncio.wait_for(rung.wait(), 10)
    bell.alarm.stop()
    bell.alarm.stop()
    rung.clear()
    await asyncio.sleep(0.05)
    assert not rung.is_set()


async def test_the_timetable_rung_twice_does_what_is_due_once(
    sqlite_database: Database, clock: MovableClock
) -> None:
    bell = Bell(sqlite_database, clock, *timetable(open_desk(clock, {}, SansLigne(1, "bot"))))
    with sqlite_database.transaction() as tx:
        presence_at(tx, programme_of(tx, clock.now()), clock.now())
    clock.set(datetime.fromisoformat("2026-11-23T08:05:00+01:00"))
    for _ in range(3):
        await bell.alarm.ring_all()
    with sqlite_database.transaction() as tx:
        assert tx.query(Presence).one().relancee_le == clock.now()


def test_the_timetable_names_each_job_once_and_none_is_slower_than_an_hour() -> None:
    jobs = timetable(open_desk(MovableClock(), {}, SansLigne(1, "bot")))
    assert len({job.name for job in jobs}) == len(jobs)
    assert all(0 < job.seconds <= 3600 for job in jobs)
