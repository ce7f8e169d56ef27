"""From the test's side: the bot's process started, killed where it was decided, started again."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from itertools import chain, repeat
from pathlib import Path
from typing import Any

from tests.stories.kill.books import Books, Empty
from tests.stories.kill.child import ROOT, Life
from tests.stories.kill.deaths import Death

CURTAIN = signal.SIGUSR1
"""Ends the last life: not by SIGKILL, which is how a planned death is told."""


class BotFailed(Exception):
    """The bot ended by itself; the message holds the end of its journal."""


@dataclass
class Nursery:
    """The warm process that forks lives; `codes` are the invitations of its `books`."""

    books: Books
    process: asyncio.subprocess.Process
    codes: dict[str, str]

    async def live(self, life: Life, on_birth: Callable[[int], None]) -> int:
        """Lead one life to its end; its exit code, negative for a signal."""
        assert self.process.stdin
        self.process.stdin.write(json.dumps(asdict(life)).encode() + b"\n")
        on_birth(await _line(self.process))
        code: int = await _line(self.process)
        return code


@asynccontextmanager
async def nursery(empty: Empty, folder: Path) -> AsyncIterator[Nursery]:
    """It prepares a database that `empty` makes, having rehearsed in another."""
    with empty(folder) as books, empty(folder / "rehearsal") as rehearsed:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "tests.stories.kill.child", books.url, rehearsed.url),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            cwd=ROOT,
        )
        try:
            yield Nursery(books, process, await _line(process))
        finally:
            assert process.stdin
            process.stdin.close()
            await process.wait()


async def _line(process: asyncio.subprocess.Process) -> Any:
    assert process.stdout
    line = await process.stdout.readline()
    if not line:
        raise BotFailed("the process that forks the bot ended: its words are on stderr")
    return json.loads(line)


@dataclass
class Lives:
    """The lives of one evening, one after the other; the last one has no death planned."""

    nursery: Nursery
    life: Life
    plan: Sequence[Death]
    deaths: list[Death] = field(default_factory=list)
    process: int | None = None
    mortal: bool = False
    """It may die by itself, and is then started again as a supervisor would."""
    _ending: bool = False

    @property
    def folder(self) -> Path:
        return Path(self.life.folder)

    async def run(self, at_birth: Callable[[], None], at_death: Callable[[Death], None]) -> None:
        """Lead them all; `at_death` looks at what a bot left before the next one touches it.

        Raises BotFailed when a life ends otherwise than by SIGKILL, and is not `mortal`.
        """
        for death in chain(self.plan, repeat(None)):
            at_birth()
            life = replace(self.life, death=str(death or ""))
            code = await self.nursery.live(life, self._born)
            self.process = None
            if code == -signal.SIGKILL and death:
                self.deaths.append(death)
                at_death(death)
            elif code != -CURTAIN and not self.mortal:
                raise BotFailed(f"exit code {code}\n{self.journal()}")
            if self._ending or code == -CURTAIN:
                return

    def end(self) -> None:
        """The evening is over."""
        self._ending = True
        if self.process:
            self._end_life(self.process)

    def journal(self) -> str:
        """The last words of the bot."""
        path = self.folder / "bot.log"
        return path.read_text()[-4000:] if path.exists() else "nothing said"

    def _born(self, process: int) -> None:
        self.process = process
        if self._ending:
            self._end_life(process)

    def _end_life(self, process: int) -> None:
        """Its parent may have buried it already: it then died as planned, at the last moment."""
        with suppress(ProcessLookupError):
            os.kill(process, CURTAIN)
