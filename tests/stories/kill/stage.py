"""The stage of a replay: servers that outlive the bot, and the verdict on what it left."""

from __future__ import annotations

import asyncio
import random
import socket
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.sandbox.mailbox import Mailbox
from bot.sandbox.server import start
from bot.sandbox.world import World
from tests.stories.kill.books import Books
from tests.stories.kill.child import Life
from tests.stories.kill.deaths import Death, Point, read_points
from tests.stories.kill.evening import evening
from tests.stories.kill.instant import SharedClock
from tests.stories.kill.lives import BotFailed, Lives, Nursery
from tests.stories.kill.promises import Account, account, broken_at_the_end
from tests.stories.kill.replay import Replay
from tests.stories.stage import EVENING

ROUND_TRIP = 0.02
"""Seconds of every Bot API call: slow on purpose, so that several things are under way at once."""
PORTS = range(20_000, 30_000)
"""Below those that outgoing connections are given: a bot that rises finds its own free."""


@dataclass(frozen=True)
class Verdict:
    """What became of one evening: the deaths died of those planned, the promises broken."""

    plan: tuple[Death, ...]
    died: tuple[Death, ...]
    broken: tuple[str, ...]
    points: tuple[Point, ...]
    account: Account

    def __str__(self) -> str:
        planned = ", then ".join(str(death) for death in self.plan)
        return "\n  ".join((f"killed {planned}:", *self.broken))


async def replay(
    nursery: Nursery,
    plan: Sequence[Death] = (),
    truth: Account | None = None,
    mutant: str = "",
    inside: str = "",
) -> Verdict:
    """Play the evening, the bot dying as planned; judged against `truth`, if there is one."""
    with _folder() as folder, nursery.books.copied(folder) as books:
        async with staged(nursery, folder, books, plan, mutant=mutant, inside=inside) as play:
            try:
                await evening(play)
            except (LookupError, TimeoutError, AssertionError, BotFailed) as error:
                play.broken.append(f"the evening stopped: {error!r}\n{play.lives.journal()}")
        left = books.left(folder / "left")
        found = account(left, folder / "photos", play.world, play.mailbox, play.updates)
        broken = (*play.broken, *broken_at_the_end(truth or found, found))
        points = tuple(read_points(folder / "points"))
    return Verdict(tuple(plan), tuple(play.lives.deaths), broken, points, found)


async def replay_all(
    nurseries: Sequence[Nursery],
    plans: Sequence[Sequence[Death]],
    truth: Account,
    inside: str = "",
) -> list[Verdict]:
    """One evening for each plan, as many side by side as there are nurseries."""
    waiting = iter(plans)

    async def work(nursery: Nursery) -> list[Verdict]:
        return [await replay(nursery, plan, truth, inside=inside) for plan in waiting]

    done = await asyncio.gather(*(work(nursery) for nursery in nurseries))
    return [verdict for verdicts in done for verdict in verdicts]


@contextmanager
def _folder() -> Iterator[Path]:
    """Where a bot lives for one evening."""
    with tempfile.TemporaryDirectory() as made:
        yield Path(made)


@asynccontextmanager
async def staged(
    nursery: Nursery, folder: Path, books: Books, plan: Sequence[Death] = (), **how: str
) -> AsyncIterator[Replay]:
    """Its servers, its bot rising; `how`: more of its Life."""
    clock = SharedClock(folder / "clock")
    clock.set(EVENING)
    world, mailbox = World(clock), Mailbox(clock)
    world.delay = ROUND_TRIP
    server = await start(world)
    smtp_url = await mailbox.start()
    life = Life(str(folder), books.url, server.url, smtp_url, _free_port(), **how)
    play = Replay(world, mailbox, clock, Lives(nursery, life, plan), books)
    play.server = server
    rising = play.rise()
    try:
        yield play
    finally:
        play.lives.end()
        play.leave()
        await asyncio.gather(rising, return_exceptions=True)
        await mailbox.stop()
        await play.server.stop()


def _free_port() -> int:
    while True:
        port = random.choice(PORTS)  # noqa: S311
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
