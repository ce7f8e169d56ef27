"""The bench always ends with a table: what fails is said in its row, what is late is told so."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot.clock import MovableClock
from bot.jobs import Alarm, Job
from storage.machine.db import Database
from storage.work import Work
from tests.bench import __main__ as bench
from tests.bench import debit
from tests.bench.counting import counting
from tests.bench.ground import Seen
from tests.bench.holds import watching
from tests.bench.table import Figure, table
from tests.storage.cast import programme_of


def measured() -> Iterator[Figure]:
    yield Figure("Mesure bonne", 1, "ms", 2)


def broken() -> Iterator[Figure]:
    yield Figure("Mesure d'avant la panne", 1, "ms", 2)
    raise TimeoutError("en 60 s, seulement rien")


def test_a_measure_that_fails_says_so_and_the_others_go_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bench, "MEASURES", {"panne": broken, "bonne": measured})
    monkeypatch.setattr(sys, "argv", ["bench"])
    bench.main()
    told = capsys.readouterr().out
    assert "Mesure d'avant la panne" in told
    assert "| Mesure « panne »" in told
    assert "TimeoutError : en 60 s, seulement rien" in told
    assert "| Mesure bonne" in told
    assert "1 but(s) manqué(s) sur 3" in told


def test_a_base_that_never_answered_is_told_by_how_long_it_was_waited_for() -> None:
    shown = table([Figure("Réaction", 10, "ms", 20, 9000, "(écho nu)", over=True)])
    assert "> 9000 ms (écho nu)" in shown


def test_a_burst_is_over_when_the_last_taps_were_refused_for_their_age() -> None:
    handled = debit.TAPS // 2
    refused = debit.TAPS - handled
    seen = handled * [answer(200), card()] + refused * [answer(400)]
    assert debit._complete(seen)
    assert not debit._complete(seen[:-1])


async def test_each_unit_of_work_is_timed_under_its_own_name(
    database: Database, clock: MovableClock
) -> None:
    with database.transaction() as tx:
        programme = programme_of(tx, clock.now())
    job = Job("points hebdo", 60, nothing)
    alarm = Alarm(database, clock, {programme.id: programme}, (job,))
    with watching() as watch:
        watch.during = "lun 08:05"
        await alarm.ring_all()
        await database.run(look)
    assert [hold.name for hold in watch.holds] == ["lun 08:05 · points hebdo", "lun 08:05 · look"]


def test_statements_and_commits_are_counted_at_the_driver(tmp_path: Path) -> None:
    with counting() as asked:
        database = Database(f"sqlite:///{tmp_path / 'carnet.db'}")
        with database.transaction() as tx:
            look(tx)
            look(tx)
        database.close()
    assert asked == {"statements": 2, "transactions": 1}


def answer(status: int) -> Seen:
    return Seen("answerCallbackQuery", {}, status, 0)


def card() -> Seen:
    return Seen("editMessageText", {"text": "Appui"}, 200, 0)


def nothing(work: Work) -> None:
    """A job with nothing due."""


def look(tx: Any) -> None:
    tx.execute(text("SELECT 1"))
