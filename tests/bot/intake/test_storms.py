"""Rounds under attack: poison in a crowd, answers lost, doubles, an end in the middle."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from bot.clock import MovableClock
from bot.intake import turns
from bot.intake.turns import Turns
from storage.machine.db import Database
from storage.machine.numeros import next_number
from storage.models import Compteur, Inbox
from tests.bot.intake.desk import Desk, at_work, closed_to, handled, settled, until
from tests.bot.spoiled import Fate, every, in_order, spoil

PEOPLE, EACH = 50, 10
CROWD = [(person, f"{person}-{n}") for n in range(EACH) for person in range(1, PEOPLE + 1)]
TEXTS = [text for _person, text in CROWD]
ANSWER = 100
"""Telegram gives so many updates at once, at most."""
GROUP = -40


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "FIRST_PAUSE", 0.0001)
    monkeypatch.setattr(turns, "LONGEST_PAUSE", 0.01)
    monkeypatch.setattr(turns, "DATABASE_PAUSE", 0.001)


@pytest.fixture
def desk(database: Database, clock: MovableClock) -> Desk:
    return Desk(database, clock)


async def poll(desk: Desk, intake: Turns[str], updates: Sequence[dict[str, Any]]) -> None:
    """As Telegram gives them: some at once, and the same again until they are kept."""
    left = list(updates)
    while left:
        try:
            await intake.keep(1, left[:ANSWER], desk.clock.now())
        except OperationalError:
            await asyncio.sleep(0.001)
        else:
            del left[:ANSWER]


async def given(desk: Desk, *said: tuple[int, str]) -> None:
    """All that, until none is left."""
    async with at_work(desk) as intake:
        await poll(desk, intake, desk.raw(*said))
        await settled(intake)


def expect_each_once_in_order(desk: Desk, texts: Sequence[str] = TEXTS) -> None:
    """Everybody numbers their own."""
    written = desk.written()
    assert sorted(written) == sorted(texts)
    for person in {text.partition("-")[0] for text in texts}:
        mine = [int(text.partition("-")[2]) for text in written if text.startswith(f"{person}-")]
        assert mine == sorted(mine)


async def test_in_a_crowd_each_poison_is_put_aside_and_all_others_are_handled_once(
    desk: Desk,
) -> None:
    poisons = TEXTS[3::7]
    desk.poisons = dict.fromkeys(poisons, 99)
    await given(desk, *CROWD)
    expect_each_once_in_order(desk, [text for text in TEXTS if text not in poisons])
    states = desk.states()
    assert {text for text in states if states[text] == "quarantined"} == set(poisons)
    assert sorted(text for text, _error in desk.told) == sorted(poisons)
    with desk.database.transaction() as tx:
        attempts = set(tx.scalars(select(Inbox.essais).where(Inbox.etat == "quarantined")))
    assert attempts == {turns.ATTEMPTS}


async def test_whoever_floods_it_waits_alone_and_loses_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "PACE", 0.1)
    flood = [(1, f"1-{n}") for n in range(turns.BURST + 4)]
    hasty = [(2, f"2-{n}") for n in range(turns.BURST)]
    async with at_work(desk, paced=True) as intake:
        await poll(desk, intake, desk.raw(*flood, *hasty))
        await settled(intake)
    expect_each_once_in_order(desk, [text for _person, text in (*flood, *hasty)])
    assert desk.slow
    assert {text.partition("-")[0] for text in desk.slow} == {"1"}, "forty at once are no flood"
    written = desk.written()
    assert written.index("2-39") < written.index("1-43"), "the other one did not wait"


@pytest.mark.parametrize("fate", ["refused", "lost"])
@pytest.mark.parametrize("number", [2, 3])
async def test_a_crowd_whose_rounds_often_fail_is_handled_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, fate: Fate, number: int
) -> None:
    spoil(desk.database, monkeypatch, every(number, fate, "round"))
    await given(desk, *CROWD)
    expect_each_once_in_order(desk)
    assert set(desk.states().values()) == {"done"}


@pytest.mark.parametrize("number", [2, 3, 5])
async def test_whatever_answer_is_lost_a_crowd_is_handled_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    spoil(desk.database, monkeypatch, every(number, "lost"))
    await given(desk, *CROWD)
    expect_each_once_in_order(desk)
    assert set(desk.states().values()) == {"done"}


@pytest.mark.parametrize("refusals", [1, 2, 3, 5])
async def test_what_was_kept_without_an_answer_is_found_when_the_database_is_back(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, refusals: int
) -> None:
    """And before what came with it the second time."""
    closed: list[Fate] = ["closed"] * refusals
    spoil(desk.database, monkeypatch, in_order("lost", *closed, begins="round"))
    async with at_work(desk) as intake:
        updates = desk.raw((1, "1-0"), (1, "1-1"), (1, "1-2"), (2, "2-0"))
        with pytest.raises(OperationalError):
            await intake.keep(1, updates[:2], desk.clock.now())
        await poll(desk, intake, updates)
        await settled(intake)
    expect_each_once_in_order(desk, ["1-0", "1-1", "1-2", "2-0"])
    assert set(desk.states().values()) == {"done"}


async def test_after_a_long_outage_nobody_waits_as_long_again(desk: Desk) -> None:
    closed = closed_to(desk, 80)
    desk.poisons = {"1-0": 1}
    async with at_work(desk) as intake:
        intake.take(desk.store((1, "1-0"), (1, "1-1")))
        await settled(intake)
    assert (len(closed), desk.written()) == (80, ["1-0", "1-1"])


async def test_the_oldest_is_handled_first_whoever_wrote_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One round for each: who wrote much does not keep the others behind all that."""
    monkeypatch.setattr(turns, "TURNS_SECONDS", 0.0)
    await handled(desk, (1, "1-0"), (2, "2-0"), (1, "1-1"), (3, "3-0"), (1, "1-2"))
    assert desk.followed == ["1-0", "2-0", "1-1", "3-0", "1-2"]


async def test_an_update_given_again_is_handled_once_whenever_it_comes(desk: Desk) -> None:
    desk.poisons = {"1-1": 3}
    updates = desk.raw((1, "1-0"), (1, "1-1"), (1, "1-2"))
    async with at_work(desk) as intake:
        await intake.keep(1, [*updates[:2], *updates[:2]], desk.clock.now())
        await until(lambda: "1-1" in desk.tried)
        await intake.keep(1, updates[:2], desk.clock.now())
        await intake.keep(1, updates, desk.clock.now())
        await settled(intake)
        await intake.keep(1, updates, desk.clock.now())
        await settled(intake)
    assert desk.followed == ["1-0", "1-1", "1-2"]
    expect_each_once_in_order(desk, desk.followed)


async def test_two_chats_of_one_person_go_side_by_side_and_lose_nothing_of_theirs(
    desk: Desk,
) -> None:
    """Both count in the same row, and both are often tried alone, at the same moment."""
    texts = [f"{chat}-{n}" for n in range(20) for chat in ("own", "group")]
    updates = desk.raw(*((1, text) for text in texts))
    for update in updates[1::2]:
        update["message"]["chat"]["id"] = GROUP
    desk.deeds = dict.fromkeys(texts, lambda tx: next_number(tx, "essai"))
    desk.poisons = dict.fromkeys(texts[::3], 2)
    async with at_work(desk) as intake:
        await poll(desk, intake, updates)
        await settled(intake)
    expect_each_once_in_order(desk, texts)
    with desk.database.transaction() as tx:
        assert tx.get_one(Compteur, "essai").valeur == len(texts)


async def test_stopped_in_the_middle_of_everything_the_next_one_ends_it(desk: Desk) -> None:
    updates = desk.raw(*CROWD)
    desk.poisons = dict.fromkeys(TEXTS[::5], 3)
    desk.questions = {text: asyncio.Event() for text in TEXTS[2::9]}
    async with at_work(desk) as intake:
        polling = asyncio.create_task(poll(desk, intake, updates))
        await until(lambda: len(desk.followed) > PEOPLE)
        polling.cancel()
        for question in desk.questions.values():
            question.set()
    assert 0 < len(desk.written()) < len(TEXTS)
    async with at_work(desk) as later:
        await later.load()
        await poll(desk, later, updates)
        await settled(later)
    expect_each_once_in_order(desk)


async def test_once_told_to_stop_nothing_more_is_asked_of_telegram(desk: Desk) -> None:
    desk.questions = {"1-0": asyncio.Event()}
    async with asyncio.timeout(10), at_work(desk) as intake:
        coming = asyncio.create_task(intake.keep(1, desk.raw((1, "1-0")), desk.clock.now()))
        await asyncio.sleep(0)
        await intake.stop()
        await coming
    assert desk.states() == {"1-0": "pending"}
    assert [task for task in asyncio.all_tasks() if task is not asyncio.current_task()] == []
