"""The whole round under attack: what is settled, handled and claimed in it is so once."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial

import pytest
from sqlalchemy import select

from bot.channels.telegram.channel import CHANNEL as TELEGRAM
from bot.clock import MovableClock
from bot.delivery import worker as working
from bot.delivery.contract import Refused, RetryLater
from bot.delivery.settle import Hooks
from bot.delivery.worker import OutboxWorker
from bot.intake import turns
from bot.intake.turns import Turns
from bot.rounds import Bell, Rounds
from storage.machine.db import Database, Tx
from storage.machine.outbox import SENT, Lane, post
from storage.models import Outbox
from storage.trackings import TRACKINGS
from tests.bot.delivery.post import Coordination, Scripted, prompt
from tests.bot.intake.desk import Desk, settled, until
from tests.bot.spoiled import Fate, every, in_order, spoil

PEOPLE, EACH = 20, 10
CROWD = [(person, f"{person}-{n}") for n in range(EACH) for person in range(1, PEOPLE + 1)]
TEXTS = [text for _person, text in CROWD]


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "FIRST_PAUSE", 0.0001)
    for module in (turns, working):
        monkeypatch.setattr(module, "DATABASE_PAUSE", 0.001)
        monkeypatch.setattr(module, "LONGEST_PAUSE", 0.01)


@dataclass
class Post:
    """A desk that answers each update with a message, and the channel by which it leaves."""

    desk: Desk
    channel: Scripted = field(default_factory=lambda: Scripted(delay=0.002))
    hooks: Hooks = field(default_factory=lambda: Coordination().hooks())
    alerts: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.desk.deeds = {text: partial(self.answer, person, text) for person, text in CROWD}

    def answer(self, person: int, text: str, tx: Tx) -> None:
        lane = Lane.ALERTE if text in self.alerts else Lane.PROMPT
        post(tx, self.desk.clock.now(), prompt(text, str(person), lane=lane))

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[Turns[str]]:
        """Every share in its place, until the end of the block."""
        bell, database = Bell(), self.desk.database
        worker = OutboxWorker(
            database, self.desk.clock, {TELEGRAM: self.channel}, self.hooks, bell, paced=False
        )
        await worker.recover()
        intake = Turns(database, self.desk, bell)
        await intake.load()
        settling, claiming = worker.shares
        rounds = asyncio.create_task(Rounds(database, bell, (settling, intake, claiming)).run())
        try:
            yield intake
        finally:
            await intake.stop()
            await worker.leave(rounds)
            rounds.result()

    def states(self) -> Counter[str]:
        with self.desk.database.transaction() as tx:
            return Counter(tx.scalars(select(Outbox.etat)))

    def expect_each_said_once_in_order(self, texts: list[str] = TEXTS) -> None:
        said = self.channel.said()
        assert Counter(said) == Counter(texts)
        assert not any(parcel.again for parcel in self.channel.parcels)
        for person in range(1, PEOPLE + 1):
            mine = [text for text in said if text.startswith(f"{person}-")]
            assert mine == sorted(mine)


@pytest.fixture
def house(database: Database, clock: MovableClock) -> Post:
    return Post(Desk(database, clock))


async def answered(house: Post) -> None:
    """The whole crowd wrote, and each had its answer."""
    async with house.at_work() as intake:
        await intake.keep(1, house.desk.raw(*CROWD), house.desk.clock.now())
        await settled(intake)
        await until(lambda: house.states() == {SENT: len(CROWD)})
    assert Counter(house.desk.written()) == Counter(TEXTS)


@pytest.mark.parametrize("fate", ["refused", "lost"])
@pytest.mark.parametrize("number", [2, 3])
async def test_rounds_that_often_fail_say_nothing_twice(
    house: Post, monkeypatch: pytest.MonkeyPatch, fate: Fate, number: int
) -> None:
    spoil(house.desk.database, monkeypatch, every(number, fate, "round"))
    await answered(house)
    house.expect_each_said_once_in_order()


@pytest.mark.parametrize("number", [3, 5])
async def test_whatever_answer_is_lost_nothing_is_said_twice(
    house: Post, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    spoil(house.desk.database, monkeypatch, every(number, "lost", "round", "settle", "put_back"))
    await answered(house)
    house.expect_each_said_once_in_order()


async def test_what_was_refused_is_said_once_more_and_no_more(
    house: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A failure is settled twice when the answer of the first settling is lost."""
    spoil(house.desk.database, monkeypatch, every(2, "lost", "round", "settle"))
    for person in range(1, PEOPLE + 1):
        house.channel.fail(str(person), RetryLater("429", after=0))
    await answered(house)
    again = [f"{person}-0" for person in range(1, PEOPLE + 1)]
    house.expect_each_said_once_in_order([*TEXTS, *again])


@pytest.mark.parametrize("refusals", [1, 2, 4])
async def test_what_was_taken_without_an_answer_leaves_when_the_database_is_back(
    house: Post, monkeypatch: pytest.MonkeyPatch, refusals: int
) -> None:
    closed: list[Fate] = ["closed"] * refusals
    async with house.at_work() as intake:
        await asyncio.sleep(0.01)
        spoil(house.desk.database, monkeypatch, in_order("lost", *closed, begins="round"))
        intake.take(house.desk.store(*CROWD[:PEOPLE]))
        await until(lambda: house.states() == {SENT: PEOPLE})
    house.expect_each_said_once_in_order(TEXTS[:PEOPLE])


async def test_an_outcome_that_nobody_can_write_down_undoes_one_round_only(
    house: Post, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working, "PARTING_SECONDS", 0.05)

    def broken(*_given: object) -> None:
        raise RuntimeError("cannot tell")

    house.hooks = Hooks(
        lost=broken, moved=broken, refused=broken, tellers={}, trackings=TRACKINGS, heard=broken
    )
    house.alerts = {"1-0"}
    house.channel.fail("1", Refused("can't parse entities"))
    async with house.at_work() as intake:
        await intake.keep(1, house.desk.raw(*CROWD), house.desk.clock.now())
        await settled(intake)
        await until(lambda: house.states()[SENT] == len(CROWD) - EACH)
        await until(lambda: caplog.text.count("not settled") > 5)
    assert caplog.text.count("round undone") == 1


async def test_stopped_in_the_middle_the_next_one_says_the_rest(house: Post) -> None:
    updates = house.desk.raw(*CROWD)
    async with house.at_work() as intake:
        await intake.keep(1, updates[:100], house.desk.clock.now())
        await until(lambda: len(house.channel.parcels) > PEOPLE)
    assert house.states().keys() <= {SENT, "todo"}
    async with house.at_work() as intake:
        await intake.keep(1, updates, house.desk.clock.now())
        await settled(intake)
        await until(lambda: house.states() == {SENT: len(CROWD)})
    house.expect_each_said_once_in_order()
