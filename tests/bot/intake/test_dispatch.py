"""Handing updates on: in order for each person, everybody at once, nobody kept waiting."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import OperationalError

from bot.clock import MovableClock
from bot.intake import dispatch
from bot.intake.dispatch import Dispatcher
from storage.machine import inbox
from storage.machine.db import Database, Tx
from storage.machine.inbox import StoredUpdate
from storage.models import Inbox


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """What is proved here does not depend on the kind of database."""
    return sqlite_database


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dispatch, "FIRST_PAUSE", 0.001)
    monkeypatch.setattr(dispatch, "DATABASE_PAUSE", 0.01)


@dataclass
class Desk:
    """Handles updates as the chat does: done in its own transaction, or an exception."""

    database: Database
    clock: MovableClock
    delay: float = 0.0
    handled: list[str] = field(default_factory=list)
    poisons: dict[str, int] = field(default_factory=dict)
    told: list[tuple[str, str]] = field(default_factory=list)
    said: dict[int, str] = field(default_factory=dict)
    side_by_side: int = 0
    most: int = 0

    async def handle(self, update: StoredUpdate) -> None:
        self.side_by_side += 1
        self.most = max(self.most, self.side_by_side)
        try:
            await asyncio.sleep(self.delay)
            await self.database.run(self._turn, update)
        finally:
            self.side_by_side -= 1

    def _turn(self, tx: Tx, update: StoredUpdate) -> None:
        text = update.contenu["message"]["text"]
        if not inbox.claim_done(tx, update.id):
            return
        self.handled.append(text)
        if self.poisons.get(text, 0) > 0:
            self.poisons[text] -= 1
            raise ValueError(f"cannot bear {text}")

    def on_poison(self, _tx: Tx, update: StoredUpdate, error: str) -> None:
        self.told.append((update.contenu["message"]["text"], error))

    def dispatcher(self) -> Dispatcher:
        return Dispatcher(self.database, self.handle, self.on_poison)

    def store(self, *said: tuple[int, str]) -> list[StoredUpdate]:
        """Updates of (person, text), already in the inbox."""
        raw: list[dict[str, Any]] = [
            {
                "update_id": int(text.strip("abcdefghijklmnopqrstuvwxyz") or 0) + person * 1000,
                "message": {"chat": {"id": person}, "from": {"id": person}, "text": text},
            }
            for person, text in said
        ]
        self.said |= {one["update_id"]: one["message"]["text"] for one in raw}
        with self.database.transaction() as tx:
            return inbox.store(tx, 1, raw, self.clock.now())

    def states(self) -> dict[str, str]:
        with self.database.transaction() as tx:
            rows = tx.scalars(select(Inbox).order_by(Inbox.id)).all()
        return {self.said[row.update_id]: row.etat for row in rows}


@pytest.fixture
def desk(database: Database, clock: MovableClock) -> Desk:
    return Desk(database, clock)


async def settled(dispatcher: Dispatcher) -> None:
    async with asyncio.timeout(10):
        await dispatcher.idle()


async def test_each_person_is_answered_in_order_and_all_at_once(desk: Desk) -> None:
    desk.delay = 0.01
    said = [(person, f"{n}") for n in range(5) for person in range(1, 21)]
    dispatcher = desk.dispatcher()
    dispatcher.take(desk.store(*said))
    await settled(dispatcher)
    assert len(desk.handled) == 100
    assert desk.most > 10
    assert set(desk.states().values()) == {"done"}


async def test_the_order_of_one_person_is_kept(desk: Desk) -> None:
    desk.delay = 0.002
    dispatcher = desk.dispatcher()
    dispatcher.take(desk.store(*((1, f"{n}") for n in range(10))))
    dispatcher.take(desk.store(*((1, f"{n}") for n in range(10, 20))))
    await settled(dispatcher)
    assert desk.handled == [f"{n}" for n in range(20)]
    assert desk.most == 1


async def test_no_more_than_so_many_at_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dispatch, "SIDE_BY_SIDE", 4)
    desk.delay = 0.01
    dispatcher = desk.dispatcher()
    dispatcher.take(desk.store(*((person, "a") for person in range(1, 20))))
    await settled(dispatcher)
    assert (len(desk.handled), desk.most) == (19, 4)


async def test_what_was_pending_at_start_up_is_taken_up_once(desk: Desk) -> None:
    stored = desk.store((1, "1"), (1, "2"))
    dispatcher = desk.dispatcher()
    assert await dispatcher.load() == 2
    dispatcher.take(stored)
    await settled(dispatcher)
    assert desk.handled == ["1", "2"]


async def test_a_passing_failure_is_tried_again_before_the_next(desk: Desk) -> None:
    desk.poisons = {"1": 2}
    dispatcher = desk.dispatcher()
    dispatcher.take(desk.store((1, "1"), (1, "2")))
    await settled(dispatcher)
    assert desk.handled == ["1", "1", "1", "2"]
    assert desk.told == []
    assert desk.states() == {"1": "done", "2": "done"}


async def test_a_poison_is_put_aside_after_five_attempts_and_the_others_go_on(desk: Desk) -> None:
    desk.poisons = {"1": 99}
    dispatcher = desk.dispatcher()
    dispatcher.take(desk.store((1, "1"), (1, "2"), (2, "3")))
    await settled(dispatcher)
    assert desk.handled.count("1") == 5
    assert desk.states() == {"1": "quarantined", "2": "done", "3": "done"}
    assert desk.told == [("1", "ValueError")]


async def test_attempts_are_counted_across_restarts(desk: Desk) -> None:
    desk.poisons = {"1": 99}
    (update,) = desk.store((1, "1"))
    with desk.database.transaction() as tx:
        assert [inbox.fail(tx, update.id, "killed") for _ in range(3)] == [1, 2, 3]
    dispatcher = desk.dispatcher()
    await dispatcher.load()
    await settled(dispatcher)
    assert desk.handled == ["1", "1"]
    assert len(desk.told) == 1


async def test_a_failure_after_the_commit_handles_nothing_twice(desk: Desk) -> None:
    real = desk.handle
    failures = ["once"]

    async def handle_then_stumble(update: StoredUpdate) -> None:
        await real(update)
        if failures:
            raise ConnectionError(failures.pop())

    dispatcher = Dispatcher(desk.database, handle_then_stumble, desk.on_poison)
    dispatcher.take(desk.store((1, "1")))
    await settled(dispatcher)
    assert desk.handled == ["1"]
    assert desk.states() == {"1": "done"}


async def test_a_database_that_refuses_for_a_while_poisons_nothing(desk: Desk) -> None:
    refused: list[str] = []

    @event.listens_for(desk.database.engine, "before_cursor_execute")
    def _locked(_connection: Any, _cursor: Any, sql: str, *_rest: Any) -> None:
        if sql.startswith("UPDATE inbox") and len(refused) < 20:
            refused.append(sql)
            raise OperationalError(sql, {}, Exception("database is locked"))

    dispatcher = desk.dispatcher()
    dispatcher.take(desk.store((1, "1")))
    await settled(dispatcher)
    assert (len(refused), desk.handled, desk.told) == (20, ["1"], [])


async def test_stopping_finishes_the_one_in_hand_and_keeps_the_rest(desk: Desk) -> None:
    desk.delay = 0.05
    dispatcher = desk.dispatcher()
    dispatcher.take(desk.store((1, "1"), (1, "2")))
    await asyncio.sleep(0.01)
    await dispatcher.stop()
    assert desk.handled == ["1"]
    dispatcher.take(desk.store((2, "3")))
    await settled(dispatcher)
    assert desk.states() == {"1": "done", "2": "pending", "3": "pending"}
    later = desk.dispatcher()
    await later.load()
    await settled(later)
    assert sorted(desk.handled) == ["1", "2", "3"]
