"""Rounds of updates: in order for each person, everybody together, nobody kept waiting."""

from __future__ import annotations

import asyncio
import errno
import os
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from bot.clock import MovableClock
from bot.intake import turns
from storage.machine import inbox
from storage.machine.db import Database
from tests.bot.intake.desk import Desk, at_work, closed_to, commits, handled, settled, until


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "FIRST_PAUSE", 0.001)
    monkeypatch.setattr(turns, "DATABASE_PAUSE", 0.01)
    # How much fits into a round must not depend on the machine.
    monkeypatch.setattr(turns, "TURNS_SECONDS", 60.0)


@pytest.fixture
def desk(database: Database, clock: MovableClock) -> Desk:
    return Desk(database, clock)


async def test_what_comes_from_many_people_is_kept_and_handled_in_one_commit(
    desk: Desk,
) -> None:
    made = commits(desk.database)
    async with at_work(desk) as intake:
        said = [(person, f"p{person}") for person in range(1, 21)]
        await intake.keep(1, desk.raw(*said), desk.clock.now())
        assert len(made) == 1
        assert desk.followed == [f"p{person}" for person in range(1, 21)]
    assert desk.written() == desk.followed
    assert set(desk.states().values()) == {"done"}


@pytest.mark.parametrize(
    "lack",
    [
        *(OSError(code, os.strerror(code)) for code in (errno.ENOSPC, errno.EMFILE)),
        *(MemoryError(), RuntimeError("can't start new thread")),
    ],
    ids=repr,
)
async def test_what_the_machine_lacks_sets_nobody_s_words_aside(
    desk: Desk, lack: Exception
) -> None:
    """Ten refusals in a row, then there is room again; the others of that person wait."""
    left = [10]

    def lacking(_tx: object) -> None:
        if left[0]:
            left[0] -= 1
            raise lack

    desk.deeds["a"] = lacking
    await handled(desk, (1, "a"), (1, "b"))
    assert desk.written() == ["a", "b"]
    assert (desk.told, set(desk.states().values())) == ([], {"done"})


async def test_the_order_of_one_person_is_kept(desk: Desk) -> None:
    said = [(person, f"{person}-{n}") for n in range(5) for person in (1, 2)]
    await handled(desk, *said)
    for person in ("1", "2"):
        mine = [text for text in desk.followed if text.startswith(person)]
        assert mine == [f"{person}-{n}" for n in range(5)]


async def test_a_long_round_makes_the_others_wait_for_the_next_one(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "TURNS_SECONDS", 0.0)
    made = commits(desk.database)
    await handled(desk, (1, "a"), (2, "b"), (3, "c"))
    assert desk.followed == ["a", "b", "c"]
    assert len(made) == 3


async def test_what_changes_how_others_are_handled_ends_the_round(desk: Desk) -> None:
    desk.last = {"a"}
    made = commits(desk.database)
    await handled(desk, (1, "a"), (2, "b"), (3, "c"))
    assert desk.followed == ["a", "b", "c"]
    assert len(made) == 2


async def test_what_was_pending_at_start_up_is_taken_up_once(desk: Desk) -> None:
    stored = desk.store((1, "1"), (1, "2"))
    async with at_work(desk) as intake:
        assert await intake.load() == 2
        intake.take(stored)
        await settled(intake)
    assert desk.tried == ["1", "2"]


async def test_a_passing_failure_is_tried_again_before_the_next(desk: Desk) -> None:
    desk.poisons = {"1": 2}
    await handled(desk, (1, "1"), (1, "2"))
    assert desk.tried == ["1", "1", "1", "2"]
    assert desk.told == []
    assert desk.written() == ["1", "2"]
    assert desk.states() == {"1": "done", "2": "done"}


async def test_a_poison_in_a_round_is_put_aside_and_costs_the_others_nothing(desk: Desk) -> None:
    desk.poisons = {"p": 99}
    await handled(desk, (1, "a"), (2, "p"), (2, "behind"), (3, "c"))
    # Once with the others, then five times alone.
    assert desk.tried.count("p") == 1 + turns.ATTEMPTS
    assert desk.states() == {"a": "done", "p": "quarantined", "behind": "done", "c": "done"}
    assert sorted(desk.written()) == ["a", "behind", "c"]
    assert desk.told == [("p", "ValueError")]
    assert sorted(desk.followed) == ["a", "behind", "c"]


async def test_attempts_are_counted_across_restarts(desk: Desk) -> None:
    desk.poisons = {"1": 99}
    (update,) = desk.store((1, "1"))
    with desk.database.transaction() as tx:
        assert [inbox.fail(tx, update.id, "killed") for _ in range(3)] == [1, 2, 3]
    async with at_work(desk) as intake:
        await intake.load()
        await settled(intake)
    assert desk.tried == ["1", "1", "1"]
    assert len(desk.told) == 1


async def test_a_round_that_cannot_be_committed_is_done_again_part_by_part(desk: Desk) -> None:
    failures = ["disk full"]

    @event.listens_for(desk.database.engine, "commit")
    def _refuse(_connection: Any) -> None:
        if failures:
            raise OperationalError("COMMIT", {}, Exception(failures.pop()))

    await handled(desk, (1, "a"), (2, "b"))
    assert sorted(desk.written()) == ["a", "b"]
    assert sorted(desk.followed) == ["a", "b"]
    assert set(desk.states().values()) == {"done"}


async def test_a_commit_whose_answer_is_lost_handles_nothing_twice_and_forgets_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, losses = desk.database.run, ["first"]

    async def run(work: Any, *args: Any, called: str = "", **more: Any) -> Any:
        result = await real(work, *args, called=called, **more)
        if losses and called == "round":
            raise OperationalError("COMMIT", {}, Exception(losses.pop()))
        return result

    monkeypatch.setattr(desk.database, "run", run)
    await handled(desk, (1, "a"), (1, "behind"), (2, "b"))
    assert sorted(desk.written()) == ["a", "b", "behind"]
    assert set(desk.states().values()) == {"done"}


async def test_a_database_that_refuses_for_a_while_poisons_nothing(desk: Desk) -> None:
    refused = closed_to(desk, 20)
    desk.poisons = {"1": 1}
    async with at_work(desk) as intake:
        intake.take(desk.store((1, "1")))
        await settled(intake)
    assert (len(refused), desk.tried, desk.told) == (20, ["1", "1"], [])


async def test_what_cannot_be_stored_is_said_to_who_gave_it(desk: Desk) -> None:
    @event.listens_for(desk.database.engine, "begin")
    def _locked(_connection: Any) -> None:
        raise OperationalError("BEGIN", {}, Exception("database is locked"))

    async with at_work(desk) as intake:
        with pytest.raises(OperationalError):
            await intake.keep(1, desk.raw((1, "a")), desk.clock.now())
    assert desk.tried == []


async def test_a_question_to_telegram_keeps_its_own_voie_only(desk: Desk) -> None:
    desk.questions = {"pressed": asyncio.Event()}
    async with at_work(desk) as intake:
        said = (1, "pressed"), (1, "behind"), (2, "else")
        await intake.keep(1, desk.raw(*said), desk.clock.now())
        await until(lambda: desk.followed == ["else"])
        desk.questions["pressed"].set()
        await settled(intake)
    assert desk.followed == ["else", "pressed", "behind"]
    assert desk.members == {"else": False, "pressed": True, "behind": False}


async def test_stopping_leaves_the_rest_for_the_next_start(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "FIRST_PAUSE", 0.02)
    desk.poisons = {"1": 2}
    async with at_work(desk) as intake:
        await intake.keep(1, desk.raw((1, "1"), (1, "2")), desk.clock.now())
        await until(lambda: len(desk.tried) == 2)
    assert desk.states() == {"1": "pending", "2": "pending"}
    async with at_work(desk) as later:
        await later.load()
        await settled(later)
    assert desk.written() == ["1", "2"]
