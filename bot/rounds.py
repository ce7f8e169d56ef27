"""The one loop of the database: what every share has to do, done together, committed once.

A round is one transaction. A single statement that fails undoes it whole, and each of its parts is
then done again alone: what cannot be done is found, and everything else is kept.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final, Generic, Protocol, TypeVar

from bot.log import logger
from storage.machine.aside import ReadFirst
from storage.machine.db import Database, Tx

log = logger(__name__)

T = TypeVar("T")
NEVER: Final = math.inf
HURRY: Final = "'250ms'"


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """What a share does in one round.

    `do` runs on a database thread; `then` gets what it gave back, on the event loop, once that is
    committed. `apart` runs in the place of `then` when the round was undone.

    `hurried`: it is done apart as well, where it may take its time; a server gives none of its
    statements more than HURRY in a round. What waits for a row there keeps nobody else waiting.
    """

    do: Callable[[Tx], T]
    then: Callable[[T], None]
    apart: Callable[[], Awaitable[None]]
    hurried: bool = False


class Share(Protocol):
    """One who has something to do in rounds; asked on the event loop, never during a round."""

    def due(self) -> float:
        """Seconds until it wants a round: 0 for at once, NEVER when nothing is known to wait."""

    def part(self) -> Part[Any] | None:
        """Its part of the round that begins, wanted or not."""

    def over(self) -> bool:
        """Whether it was told to stop, and has nothing left to write down."""


class Bell:
    """Rung by whoever gave a share something to do."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        self._rung.set()

    async def wait(self, seconds: float) -> None:
        """Until it rings, or `seconds` at most."""
        try:
            async with asyncio.timeout(None if seconds == NEVER else seconds):
                await self._rung.wait()
        except TimeoutError:
            return
        finally:
            self._rung.clear()


class Rounds:
    """Runs rounds, one at a time, whenever a share wants one; shares act in the order given."""

    def __init__(self, database: Database, bell: Bell, shares: Sequence[Share]) -> None:
        self._database = database
        self._bell = bell
        self._shares = shares

    async def run(self) -> None:
        """Until every share is over."""
        while not all(share.over() for share in self._shares):
            wait = min(share.due() for share in self._shares)
            if wait > 0:
                await self._bell.wait(wait)
            else:
                await self.once()

    async def once(self) -> None:
        """One round of everything that there is to do now."""
        parts = [part for share in self._shares if (part := share.part())]
        try:
            results = await self._database.run(round_of_all, parts, called="round", ahead=True)
        except ReadFirst as asked:
            log.debug("round put off", reads=asked.name)
        except Exception:
            log.exception("round undone", parts=len(parts))
        else:
            for part, result in zip(parts, results, strict=True):
                part.then(result)
            return
        for part in parts:
            await part.apart()


def round_of_all(tx: Tx, parts: Sequence[Part[Any]]) -> list[Any]:
    """Every part, in order, inside one transaction."""
    results: list[Any] = []
    for hurried, some in groupby(parts, key=lambda part: part.hurried):
        if tx.dialect.name == "postgresql":
            tx.driver.execute(f"SET LOCAL statement_timeout TO {HURRY if hurried else 'DEFAULT'}")
        results += [part.do(tx) for part in some]
    return results
