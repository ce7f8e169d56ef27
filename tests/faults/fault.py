"""A fault: how it begins, lasts and ends, what follows of its nature, and what must be told."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from bot.intake.poll import LONGEST_PAUSE
from bot.sandbox.persons import Person
from tests.stories.kill.evening import Cast
from tests.stories.kill.promises import COORDINATION
from tests.stories.kill.replay import Replay

BOTH: Final = ("sqlite", "postgresql")
STEPS: Final = (1, 5, 20, 30, 60)
"""Seconds by which the clock moves while it lasts: less than a tap lives at Telegram (150 s)."""
PAUSE: Final = 15.0
TRIES: Final = 12
BREATH: Final = 0.25
"""Real seconds between two steps: the bot tries, and fails."""


@dataclass
class Storm:
    """The evening that it strikes, and who is in it."""

    play: Replay
    people: Cast
    engine: str
    held: list[Callable[[], None]] = field(default_factory=list)
    """What the fault still holds, to be let go."""

    async def passes(self, *seconds: float) -> None:
        """The clock moves, and the bot is not waited for."""
        for step in seconds:
            self.play.clock.set(self.play.clock.now() + timedelta(seconds=step))
            await asyncio.sleep(BREATH)

    async def heard(self) -> None:
        """Until the bot took what waits at Telegram: it asks by real time, a tap dies by ours."""
        async with asyncio.timeout(LONGEST_PAUSE + PAUSE):
            while self.play.world.updates.pending:
                await asyncio.sleep(BREATH)

    async def quiet(self) -> None:
        """Until nothing waits; what waits behind another try lets the clock go on."""
        for _try in range(TRIES):
            try:
                async with asyncio.timeout(PAUSE / 5):
                    return await self.play.quiet()
            except TimeoutError:
                await self.passes(5)
        return await self.play.quiet()

    @property
    def bot(self) -> int:
        """The bot's process."""
        assert self.play.lives.process is not None
        return self.play.lives.process

    def letters(self) -> str:
        """All that the coordination's mailbox was told."""
        told = (one for one in self.play.mailbox.messages if COORDINATION in one.to)
        return "\n".join(f"{one.subject}\n{one.text}" for one in told)

    def reads(self, person: Person) -> str:
        return person.transcript()


Moment = Callable[[Storm], Awaitable[None]]


async def nothing(_storm: Storm) -> None:
    """No fault at all: the truth."""


async def some_time(storm: Storm) -> None:
    await storm.passes(*STEPS)


def all_told(_storm: Storm) -> str:
    """Of a fault that nobody need hear of."""
    return ""


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One line of the table.

    `allowed`: beginnings of the differences that are the fault itself (who blocked the bot reads
    nothing); `untold` says what should have been told, « » when all was. `inside` changes the
    bot's process first.
    """

    name: str
    begins: Moment = nothing
    lasts: Moment = some_time
    ends: Moment = nothing
    allowed: tuple[str, ...] = ()
    untold: Callable[[Storm], str] = all_told
    engines: tuple[str, ...] = BOTH
    inside: str = ""
    mute: bool = False
    """The mediator cannot write while it lasts; he does once it ended."""
    apart: bool = False
    """It lasts so long that the evening is another one: it ends there, and has its own truth."""


def told_by_mail(*words: str) -> Callable[[Storm], str]:
    """The coordination's mailbox says each of these."""

    def untold(storm: Storm) -> str:
        missing = [word for word in words if word not in storm.letters()]
        return f"la coordination n'a pas lu {missing}" if missing else ""

    return untold
