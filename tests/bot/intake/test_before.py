"""What a turn needs and is long to read: read beside, before it, and nobody waits for it."""

from __future__ import annotations

import pytest

from bot.clock import MovableClock
from bot.intake import turns
from storage.machine.db import Database
from tests.bot.intake.desk import Desk, at_work, commits, settled


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "FIRST_PAUSE", 0.001)
    monkeypatch.setattr(turns, "TURNS_SECONDS", 60.0)


@pytest.fixture
def desk(database: Database, clock: MovableClock) -> Desk:
    return Desk(database, clock, long={"a": 2, "c": 1})


async def test_what_is_long_is_read_on_another_thread_before_the_turn(desk: Desk) -> None:
    async with at_work(desk) as intake:
        await intake.keep(1, desk.raw((1, "a"), (1, "b"), (2, "x")), desk.clock.now())
        await settled(intake)
    assert sorted(desk.written()) == ["a", "b", "x"], "once each: what was undone left nothing"
    assert [text for text in desk.followed if text in "ab"] == ["a", "b"]
    assert all(name.startswith("database-readings") for name in desk.read["a"])
    assert len(desk.read["a"]) == 2
    assert set(desk.states().values()) == {"done"}
    assert desk.told == []


async def test_who_had_something_read_is_next_handled_apart_and_undoes_nobody(
    desk: Desk,
) -> None:
    async with at_work(desk) as intake:
        await intake.keep(1, desk.raw((1, "a")), desk.clock.now())
        await settled(intake)
        tried = len(desk.tried)
        made = commits(desk.database)
        await intake.keep(1, desk.raw((1, "c"), (2, "x"), (3, "y")), desk.clock.now())
        await settled(intake)
    assert desk.tried[tried:].count("x") == 1
    assert len(made) <= 3
    assert sorted(desk.written()) == ["a", "c", "x", "y"]


async def test_what_is_known_to_be_long_undoes_no_round(desk: Desk) -> None:
    desk.known_long = {"a"}
    async with at_work(desk) as intake:
        await intake.keep(1, desk.raw((1, "a"), (2, "x")), desk.clock.now())
        await settled(intake)
    assert sorted(desk.written()) == ["a", "x"]
    assert desk.tried.count("x") == 1


@pytest.mark.parametrize(("failures", "written"), [(4, ["a", "b"]), (5, ["b"])])
async def test_a_reading_that_fails_is_an_attempt_and_the_fifth_sets_the_words_aside(
    desk: Desk, failures: int, written: list[str]
) -> None:
    desk.unreadable = failures
    async with at_work(desk) as intake:
        await intake.keep(1, desk.raw((1, "a"), (1, "b")), desk.clock.now())
        await settled(intake)
    assert desk.written() == written
    assert desk.told == [("a", "ValueError")] * (failures == 5)
