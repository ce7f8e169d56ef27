"""Polling: kept before it is acknowledged, by one instance at a time."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from bot.channels.telegram.backend import BotApi, call
from bot.clock import MovableClock
from bot.intake import poll
from bot.intake.poll import Keep, Poller, TokenRefused
from bot.sandbox.persons import Person
from bot.sandbox.world import World
from storage.machine import inbox, leases
from storage.machine.db import Database
from storage.machine.inbox import StoredUpdate
from tests.oracle import check_calls


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """What is proved here does not depend on the kind of database."""
    return sqlite_database


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(poll, "WAITING_SECONDS", 0.02)
    monkeypatch.setattr(poll, "LONGEST_PAUSE", 0.02)


@pytest.fixture
def stored() -> list[StoredUpdate]:
    return []


def keeping(database: Database, into: list[StoredUpdate]) -> Keep:
    """Stores what it is given; what was new goes `into` a list once it is committed."""

    async def keep(bot_id: int, updates: Sequence[dict[str, Any]], at: datetime) -> None:
        into.extend(await database.run(inbox.store, bot_id, updates, at))

    return keep


@pytest.fixture
def poller(
    bot: BotApi, database: Database, clock: MovableClock, stored: list[StoredUpdate]
) -> Poller:
    return Poller(bot, database, clock, keeping(database, stored))


@asynccontextmanager
async def polling(poller: Poller) -> AsyncIterator[None]:
    task = asyncio.create_task(poller.run())
    yield
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await poller.let_go()


async def until(said: Callable[[], Any], seconds: float = 5.0) -> None:
    async with asyncio.timeout(seconds):
        while not said():
            await asyncio.sleep(0.005)


def texts(updates: list[StoredUpdate]) -> list[str]:
    return [update.contenu["message"]["text"] for update in updates]


def kept(database: Database) -> list[str]:
    with database.transaction() as tx:
        return texts(inbox.pending(tx))


def offsets(world: World) -> list[int | None]:
    return [call.params.get("offset") for call in world.calls if call.method == "getUpdates"]


async def test_updates_are_kept_then_confirmed_then_handed_on(
    poller: Poller,
    world: World,
    mediatrice: Person,
    stored: list[StoredUpdate],
    database: Database,
) -> None:
    mediatrice.write("a")
    mediatrice.write("b")
    assert await poller.once(wait=0) == 2
    assert kept(database) == texts(stored) == ["a", "b"]
    assert len(world.updates.pending) == 2
    assert await poller.once(wait=0) == 0
    assert len(world.updates.pending) == 0
    assert stored[0].voie == f"{mediatrice.id}:{mediatrice.id}"
    check_calls(world)


async def test_the_first_question_has_no_offset(
    poller: Poller, world: World, mediatrice: Person
) -> None:
    mediatrice.write("a")
    number = world.updates.pending[0].update_id
    await poller.once(wait=0)
    await poller.once(wait=0)
    assert offsets(world) == [None, number + 1]
    asked = world.calls[-1].params["allowed_updates"]
    assert sorted(asked) == [
        "callback_query",
        "edited_message",
        "message",
        "message_reaction",
        "my_chat_member",
    ]


async def test_numbers_that_restart_after_a_quiet_week_are_followed(
    poller: Poller, world: World, mediatrice: Person, stored: list[StoredUpdate]
) -> None:
    mediatrice.write("avant")
    await poller.once(wait=0)
    world.quiet_week()
    mediatrice.write("après")
    await poller.once(wait=0)
    mediatrice.write("encore")
    await poller.once(wait=0)
    assert texts(stored) == ["avant", "après", "encore"]


async def test_an_answer_lost_on_the_way_is_given_again_and_kept_once(
    poller: Poller, world: World, mediatrice: Person, database: Database
) -> None:
    mediatrice.write("a")
    world.faults.add("getUpdates", drop_reply=True)
    async with polling(poller):
        await until(lambda: kept(database))
    assert kept(database) == ["a"]


async def test_a_database_that_refuses_leaves_the_update_at_telegram(
    poller: Poller, world: World, mediatrice: Person, database: Database
) -> None:
    refused: list[str] = []

    @event.listens_for(database.engine, "before_cursor_execute")
    def _full(_connection: Any, _cursor: Any, sql: str, *_rest: Any) -> None:
        if sql.startswith("INSERT INTO inbox") and len(refused) < 3:
            refused.append(sql)
            raise OperationalError(sql, {}, Exception("database or disk is full"))

    mediatrice.write("a")
    async with polling(poller):
        await until(lambda: kept(database))
        await until(lambda: not world.updates.pending)
    assert offsets(world)[:4] == [None] * 4
    assert kept(database) == ["a"]


async def test_a_second_life_takes_up_what_the_first_did_not_confirm(
    bot: BotApi, poller: Poller, mediatrice: Person, database: Database, clock: MovableClock
) -> None:
    mediatrice.write("a")
    await poller.once(wait=0)
    mediatrice.write("b")
    again: list[StoredUpdate] = []
    await Poller(bot, database, clock, keeping(database, again)).once(wait=0)
    assert texts(again) == ["b"]
    assert kept(database) == ["a", "b"]


async def test_a_refused_token_ends_the_polling_loudly(
    poller: Poller, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.faults.add("getUpdates", code=401)
    with pytest.raises(TokenRefused):
        await poller.run()
    assert [one.levelname for one in caplog.records if one.levelname == "CRITICAL"]


@pytest.mark.parametrize("code", [409, 429, 500, 502])
async def test_telegram_s_troubles_are_waited_out(
    poller: Poller, world: World, mediatrice: Person, database: Database, code: int
) -> None:
    world.faults.add("getUpdates", code=code, retry_after=1 if code == 429 else None)
    mediatrice.write("a")
    async with polling(poller):
        await until(lambda: kept(database))
    assert kept(database) == ["a"]


async def test_nonsense_in_place_of_updates_is_asked_for_again(
    poller: Poller, mediatrice: Person, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: list[Any] = [True, {"ok": 1}, ["a"], [{"update_id": "7"}]]
    plain = call

    async def nonsense(bot: BotApi, method: str, *asked: Any, **more: Any) -> Any:
        return answers.pop() if answers else await plain(bot, method, *asked, **more)

    monkeypatch.setattr(poll, "call", nonsense)
    mediatrice.write("a")
    async with polling(poller):
        await until(lambda: kept(database))
    assert (kept(database), answers) == (["a"], [])


async def test_two_who_poll_are_told_apart_in_the_log(
    poller: Poller, world: World, mediatrice: Person, database: Database, caplog: Any
) -> None:
    world.faults.add("getUpdates", code=409, times=2)
    mediatrice.write("a")
    async with polling(poller):
        await until(lambda: kept(database))
    assert "un autre programme écoute avec ce jeton" in caplog.text


async def test_a_second_instance_waits_for_the_first_and_says_so(
    bot: BotApi,
    database: Database,
    clock: MovableClock,
    mediatrice: Person,
    caplog: pytest.LogCaptureFixture,
) -> None:
    first: list[StoredUpdate] = []
    second: list[StoredUpdate] = []
    mediatrice.write("a")
    async with polling(Poller(bot, database, clock, keeping(database, first), holder="ici:1")):
        await until(lambda: first)
        waiting = Poller(bot, database, clock, keeping(database, second), holder="ailleurs:2")
        waiting_task = asyncio.create_task(waiting.run())
        await until(lambda: "j'attends" in caplog.text)
        mediatrice.write("b")
        await until(lambda: len(first) == 2)
    mediatrice.write("c")
    await until(lambda: second)
    waiting_task.cancel()
    await asyncio.gather(waiting_task, return_exceptions=True)
    assert (texts(first), texts(second)) == (["a", "b"], ["c"])


async def test_the_lease_of_a_killed_process_is_taken_over_at_once(
    poller: Poller, database: Database, clock: MovableClock, bot: BotApi, mediatrice: Person
) -> None:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    killed = f"{socket.gethostname()}:{process.pid}"
    with database.transaction() as tx:
        assert leases.take(tx, f"poll:{bot.id}", killed, clock.now(), 3600)
    mediatrice.write("a")
    async with polling(poller):
        await until(lambda: kept(database))
    assert kept(database) == ["a"]


@pytest.mark.parametrize(
    ("holder", "dead"),
    [
        (f"{socket.gethostname()}:{os.getpid()}", False),
        (f"{socket.gethostname()}:1", False),
        ("une-autre-machine:999999", False),
        (f"{socket.gethostname()}:personne", False),
        (f"{socket.gethostname()}:99999999", True),
        (f"{socket.gethostname()}:99999999:0f3a", True),
    ],
    # Names of their own: a process number would differ from one test worker to the next.
    ids=["ourselves", "another one", "elsewhere", "no number", "gone", "gone, of today"],
)
def test_only_a_process_of_this_machine_can_be_known_dead(holder: str, dead: bool) -> None:
    assert poll.is_dead(holder) is dead


async def test_the_lease_is_kept_until_nothing_of_ours_is_under_way(
    poller: Poller, database: Database, bot: BotApi
) -> None:
    def holder() -> str | None:
        with database.transaction() as tx:
            return leases.holder(tx, f"poll:{bot.id}")

    running = asyncio.create_task(poller.run())
    await until(lambda: holder() == poll.this_process())
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert holder()
    await poller.let_go()
    assert holder() is None
