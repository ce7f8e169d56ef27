"""Nothing lost and nothing doubled, wherever in the evening the bot is killed."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar, cast

import pytest
import pytest_asyncio

from tests.databases import KINDS, Postgres
from tests.stories.kill.books import AT_WORK, Empty, SqliteBooks, empty_file, empty_on
from tests.stories.kill.child import Life
from tests.stories.kill.deaths import Death, at_random, every_death, spread
from tests.stories.kill.lives import Lives, Nursery, nursery
from tests.stories.kill.mutants import REVEALED_BY
from tests.stories.kill.stage import Verdict, replay, replay_all

EXHAUSTIVE = os.environ.get("KILL") == "exhaustive"
"""By hand, all of them: « KILL=exhaustive .venv/bin/python -m pytest -s tests/stories/kill »."""
ENGINES = KINDS if EXHAUSTIVE else KINDS[:1]
FIRST_SEED = int(os.environ.get("KILL_SEED", "0"))
SIDE_BY_SIDE = 2
DEATHS, SCENARIOS = 3, 2
COMMITTED = {
    "Turns+Claiming",
    "Settling+Claiming",
    "try_once",
    "PhotoFetcher._settle",
    "run_due",
}
SENT = {"sendMessage", "sendPhoto", "editMessageText", "editMessageCaption", "file", "mail"}
ONE_IN = {"sqlite": 5, "postgresql": 12}
"""Of the deaths that are spread over the evening, how many are died on each engine in one day."""
MISTAKES_IN = 2
"""Of the mistakes put into the bot, how many are made in one day."""
DAY = int(os.environ.get("KILL_DAY", time.time() // 86_400))
"""Which of them: the next day dies the next deaths. It is told with every harm, to come again."""
MISSED = 0.1
LATER = (0, -1, 1, 0, -1, 1, 2, -2, 0, 3, 4, -3, 5)
"""How much later or earlier it dies, evening after evening, before a mistake counts as unseen: the
nearest more than once, for on a busy machine two taps may share a round or not."""

One = TypeVar("One")

in_one_loop = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def nurseries(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[list[Nursery]]:
    """Warmed once for all evenings: no life leaves anything in the process that forks it."""
    is_sqlite = request.param == "sqlite"
    empty: Empty = empty_file if is_sqlite else empty_on(request.getfixturevalue("postgres"))
    async with AsyncExitStack() as stack:
        # Few are lived on PostgreSQL: one nursery is enough for them.
        many = SIDE_BY_SIDE if is_sqlite or EXHAUSTIVE else 1
        made = [nursery(empty, tmp_path_factory.mktemp("base")) for _ in range(many)]
        yield await asyncio.gather(*(stack.enter_async_context(one) for one in made))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def truth(nurseries: list[Nursery]) -> Verdict:
    """The evening without any death, which all others are held against."""
    verdict = await replay(nurseries[0])
    assert not verdict.broken, str(verdict)
    assert {point.what for point in verdict.points} >= COMMITTED | SENT
    return verdict


def on(*kinds: Any) -> pytest.MarkDecorator:
    """Played on these engines."""
    return pytest.mark.parametrize("nurseries", kinds, indirect=True, scope="module")


def of_the_day(all_of_them: Sequence[One], one_in: int) -> list[One]:
    """Some of them, others each day; in `one_in` days, all."""
    return list(all_of_them[DAY % one_in :: one_in])


async def expect_no_harm(
    made: list[Nursery], truth: Verdict, plans: Mapping[str, list[Death]]
) -> None:
    """Play every plan; fail with the name and the broken promises of each that did harm."""
    verdicts = await replay_all(made, list(plans.values()), truth.account)
    names = {tuple(plan): name for name, plan in plans.items()}
    died = sum(bool(verdict.died) for verdict in verdicts)
    print(f"the bot died in {died} evenings, of {len(truth.points)} commits and sends")  # noqa: T201
    harm = [f"{names[verdict.plan]}: {verdict}" for verdict in verdicts if verdict.broken]
    assert not harm, "\n".join((f"KILL_DAY={DAY}", *harm))
    # The last commits of one evening may be one less in another: a death may never be reached.
    assert len(plans) - died <= max(1, MISSED * len(plans)), f"KILL_DAY={DAY}"


@in_one_loop
@on(*KINDS)
async def test_killed_anywhere_the_evening_ends_as_if_nothing_had_happened(
    nurseries: list[Nursery], truth: Verdict, request: pytest.FixtureRequest
) -> None:
    points = truth.points
    few = of_the_day(spread(points, DEATHS), ONE_IN[request.node.callspec.params["nurseries"]])
    deaths = every_death(points) if EXHAUSTIVE else few
    await expect_no_harm(nurseries, truth, {str(death): [death] for death in deaths})


def test_the_evening_may_end_just_after_the_bot_died(tmp_path: Path) -> None:
    """Its parent buries it before anybody has read how it died."""
    buried = subprocess.Popen((sys.executable, "-c", ""))
    buried.wait()
    lives = Lives(cast(Nursery, None), Life(str(tmp_path), "", "", "", 0), (), process=buried.pid)
    lives.end()
    assert lives.deaths == []


WROTE_AND_DIED = """
import os, sqlite3
bot = sqlite3.connect("carnet.db")
bot.execute("PRAGMA journal_mode = WAL")
bot.executescript("CREATE TABLE inbox (id); INSERT INTO inbox VALUES (7)")
os._exit(1)
"""


def test_looking_at_what_a_dead_bot_left_changes_nothing(tmp_path: Path) -> None:
    """Else the next one would not rise as after a power cut."""
    subprocess.run((sys.executable, "-c", WROTE_AND_DIED), cwd=tmp_path, check=False)
    left = (tmp_path / "carnet.db-wal").read_bytes()
    beside = SqliteBooks(tmp_path).beside()
    assert beside.rows("SELECT id FROM inbox") == [(7,)]
    beside.close()
    assert left
    assert (tmp_path / "carnet.db-wal").read_bytes() == left


STAYED_IN_THE_MIDDLE = """
import os, sys, psycopg
bot = psycopg.connect(sys.argv[1])
bot.execute("CREATE TABLE inbox (id int)")
bot.commit()
bot.execute("INSERT INTO inbox VALUES (7)")
os.kill(os.getpid(), 9)
"""


@pytest.mark.postgres
def test_what_a_dead_bot_had_not_committed_is_gone_when_it_is_looked_at(
    postgres: Postgres, tmp_path: Path
) -> None:
    with empty_on(postgres)(tmp_path) as books:
        subprocess.run((sys.executable, "-c", STAYED_IN_THE_MIDDLE, books.url), check=False)
        assert books.left(tmp_path).rows("SELECT id FROM inbox") == []
        assert books.rows(AT_WORK) == []


@in_one_loop
@on(*ENGINES)
async def test_killed_again_while_it_rises_the_evening_ends_the_same(
    nurseries: list[Nursery], truth: Verdict
) -> None:
    seeds = range(FIRST_SEED, FIRST_SEED + SCENARIOS)
    plans = {f"KILL_SEED={seed}": at_random(truth.points, seed) for seed in seeds}
    await expect_no_harm(nurseries, truth, plans)


@in_one_loop
@on(*ENGINES)
async def test_every_mistake_put_into_the_bot_on_purpose_is_seen(
    nurseries: list[Nursery], truth: Verdict
) -> None:
    made, mistakes = nurseries[0], list(REVEALED_BY.items())
    for mistake, (death, words) in mistakes if EXHAUSTIVE else of_the_day(mistakes, MISTAKES_IN):
        verdicts: list[str] = []
        # What is under way when it dies differs from one evening to the next, and with the load.
        for later in LATER:
            moment = replace(death, n=death.n + later)
            verdicts.append(str(await replay(made, (moment,), truth.account, mistake)))
            if words in verdicts[-1]:
                break
        assert words in verdicts[-1], f"{mistake} was not seen: {verdicts}"
