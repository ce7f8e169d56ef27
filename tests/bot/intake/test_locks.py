"""What only a server does to a round: locks, slow statements, deadlocks, connections cut."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import OperationalError

from bot.channels.telegram.backend import BotApi
from bot.clock import MovableClock
from bot.intake import turns
from bot.intake.poll import Poller
from storage.machine.db import Database, Tx
from storage.models import Compteur
from tests.bot.intake.desk import Desk, at_work, settled, until

pytestmark = pytest.mark.postgres

OTHERS = ["b", "c", "d"]


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "FIRST_PAUSE", 0.001)


@pytest.fixture
def desk(postgres_database: Database, clock: MovableClock) -> Desk:
    with postgres_database.transaction() as tx:
        tx.add_all([Compteur(nom=nom, valeur=0) for nom in ("un", "deux")])
    return Desk(postgres_database, clock)


def count(nom: str) -> Callable[[Tx], None]:
    """Add one to that row, which nobody else may change before the end of the transaction."""

    def add(tx: Tx) -> None:
        tx.execute(update(Compteur).where(Compteur.nom == nom).values(valeur=Compteur.valeur + 1))

    return add


def counted(desk: Desk) -> dict[str, int]:
    with desk.database.transaction() as tx:
        return {row.nom: row.valeur for row in tx.query(Compteur)}


@contextmanager
def locked(desk: Desk, nom: str) -> Iterator[None]:
    """Somebody else holds that row."""
    with desk.database.transaction() as tx:
        count(nom)(tx)
        yield


async def test_a_row_that_somebody_holds_keeps_its_own_voie_only(desk: Desk) -> None:
    desk.deeds = {"a": count("un")}
    said = [(n, text) for n, text in enumerate(["a", *OTHERS], 1)]
    async with asyncio.timeout(10), at_work(desk) as intake:
        with locked(desk, "un"):
            await intake.keep(1, desk.raw(*said, (1, "behind")), desk.clock.now())
            await until(lambda: sorted(desk.followed) == OTHERS)
            await intake.keep(1, desk.raw((5, "later")), desk.clock.now())
            await until(lambda: "later" in desk.followed)
        await settled(intake)
    assert desk.followed[-2:] == ["a", "behind"]
    assert sorted(desk.written()) == sorted(desk.followed)
    assert counted(desk) == {"un": 2, "deux": 0}


async def test_however_many_wait_for_a_row_who_comes_later_does_not(desk: Desk) -> None:
    waiting = [f"a{n}" for n in range(6)]
    desk.deeds = dict.fromkeys(waiting, count("un"))
    desk.poisons = {"poison": 1}
    async with asyncio.timeout(10), at_work(desk) as intake:
        with locked(desk, "un"):
            said = [(n, text) for n, text in enumerate(waiting, 1)]
            await intake.keep(1, desk.raw(*said), desk.clock.now())
            await intake.keep(1, desk.raw((10, "b"), (10, "c"), (11, "d")), desk.clock.now())
            await intake.keep(1, desk.raw((12, "poison")), desk.clock.now())
            await intake.keep(1, desk.raw((13, "e")), desk.clock.now())
            await until(lambda: sorted(desk.followed) == [*OTHERS, "e"])
        await settled(intake)
    assert sorted(desk.written()) == [*waiting, *OTHERS, "e", "poison"]
    assert counted(desk) == {"un": 1 + len(waiting), "deux": 0}


async def test_the_lease_is_kept_however_many_wait_for_a_row(desk: Desk, bot: BotApi) -> None:
    poller = Poller(bot, desk.database, desk.clock, nobody)
    with locked(desk, "un"):
        waiting = [asyncio.create_task(desk.database.run(count("un"))) for _ in range(6)]
        await asyncio.sleep(0)
        async with asyncio.timeout(10):
            await poller.hold()
        assert not any(task.done() for task in waiting)
    await asyncio.gather(*waiting)
    assert counted(desk) == {"un": 7, "deux": 0}


async def nobody(*_given: Any) -> None:
    """Keeps nothing."""


async def test_a_slow_statement_keeps_its_own_voie_only(desk: Desk) -> None:
    desk.deeds = {"a": lambda tx: tx.execute(text("SELECT pg_sleep(0.6)"))}
    async with at_work(desk) as intake:
        said = [(n, text) for n, text in enumerate(["a", *OTHERS], 1)]
        await intake.keep(1, desk.raw(*said), desk.clock.now())
        await settled(intake)
    assert (sorted(desk.followed[:-1]), desk.followed[-1]) == (OTHERS, "a")
    assert sorted(desk.written()) == ["a", *OTHERS]
    assert desk.told == []


async def rung(desk: Desk, job: Callable[[Tx], None]) -> None:
    """As the alarm does: what failed is done at the next ring."""
    while True:
        try:
            await desk.database.run(job)
        except OperationalError:
            await asyncio.sleep(0.01)
        else:
            return


async def test_a_round_and_a_job_that_wait_for_each_other_both_end(desk: Desk) -> None:
    """They take the same two rows, each in its own order."""
    has_deux = threading.Event()

    def job(tx: Tx) -> None:
        count("un")(tx)
        assert has_deux.wait(10)
        count("deux")(tx)

    def turn(tx: Tx) -> None:
        count("deux")(tx)
        has_deux.set()
        count("un")(tx)

    desk.deeds = {"a": turn}
    async with at_work(desk) as intake:
        at_the_job = asyncio.create_task(rung(desk, job))
        await asyncio.sleep(0.05)
        said = [(n, text) for n, text in enumerate(["a", *OTHERS], 1)]
        await intake.keep(1, desk.raw(*said), desk.clock.now())
        await settled(intake)
        await at_the_job
    assert sorted(desk.written()) == ["a", *OTHERS]
    assert counted(desk) == {"un": 2, "deux": 2}


async def test_a_connection_cut_in_the_middle_of_a_round_costs_nothing(desk: Desk) -> None:
    cuts = ["round", "turn"]

    def cut(tx: Tx) -> None:
        if cuts:
            cuts.pop()
            tx.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    desk.deeds = {"c": cut}
    async with at_work(desk) as intake:
        said = [(n, text) for n, text in enumerate(["a", *OTHERS], 1)]
        await intake.keep(1, desk.raw(*said), desk.clock.now())
        await settled(intake)
    assert (cuts, desk.told) == ([], [])
    assert sorted(desk.written()) == ["a", *OTHERS]
