"""Many taps or texts at once, or spread at random over time, for the bench."""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import dataclass

from bot.sandbox.model import SimMessage
from bot.sandbox.persons import Person
from bot.sandbox.queries import Query
from bot.sandbox.refusals import Json
from bot.sandbox.world import World

FIRST_PERSON = 9_000_001


@dataclass(frozen=True, slots=True)
class Plan:
    """`words` is callback data or a text; `rate` per second, 0: at once.

    In `words`, `{n}` is the rank of the act (from 0), `{user}` that of the person (from 1).
    """

    kind: str
    count: int
    users: int
    words: str
    rate: float = 0.0
    seed: int = 1

    def __post_init__(self) -> None:
        if self.kind not in ("tap", "write"):
            raise ValueError(f"a burst is of kind tap or write, not {self.kind!r}")


class Bursts:
    """The bursts of a world and what their taps lived."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._since = 0.0
        self._task: asyncio.Task[None] | None = None

    def launch(self, plan: Plan) -> None:
        """Queue everything now, or release it over time when the plan has a rate."""
        people = [self._crowd(rank) for rank in range(plan.users)]
        self._since = time.perf_counter()
        if plan.rate > 0:
            self._task = asyncio.create_task(self._release(plan, people))
            return
        for rank in range(plan.count):
            self._act(plan, people, rank)

    async def stop(self) -> None:
        """Give up what is not released yet."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    def latencies(self) -> Json:
        """For each tap since the last launch: chat, and milliseconds from available to answered.

        Answered is when answerCallbackQuery came in; None is « not yet ».
        """
        taps = [q for q in self._world.queries.all.values() if q.opened >= self._since]
        return {
            "taps": [_latency(query) for query in taps],
            "releasing": self._task is not None and not self._task.done(),
        }

    async def _release(self, plan: Plan, people: list[Person]) -> None:
        """A Poisson process; due times are absolute, so that lateness does not add up."""
        gaps = random.Random(plan.seed)  # noqa: S311 (a timetable, not a secret)
        due = time.perf_counter()
        for rank in range(plan.count):
            due += gaps.expovariate(plan.rate)
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            self._act(plan, people, rank)

    def _act(self, plan: Plan, people: list[Person], rank: int) -> None:
        turn = rank % len(people)
        person = people[turn]
        words = plan.words.replace("{n}", str(rank)).replace("{user}", str(turn + 1))
        if plan.kind == "write":
            person.write(words)
        else:
            person.press_data(words, self._card(person))

    def _crowd(self, rank: int) -> Person:
        person = self._world.person(f"Personne {rank + 1}", id=FIRST_PERSON + rank)
        # As if Start had been pressed long ago: a burst brings only its own updates.
        person.private.bot_status = "member"
        return person

    def _card(self, person: Person) -> SimMessage:
        """The bot's newest message to that person but the pinned one, or one laid there."""
        for message in person.private.newest_first():
            if message.from_bot and message.message_id not in person.private.pinned:
                return message
        return self._world.post(person.private, self._world.bot, {"text": "Carte"})


def _latency(query: Query) -> Json:
    took = None if query.answered is None else (query.answered - query.opened) * 1000
    return {
        "query": query.id,
        "chat": query.chat_id,
        "data": query.data,
        "available": query.opened,
        "answered": query.answered,
        "ms": took,
    }
