"""Handing stored updates to whoever handles them: in order for each person, people in parallel."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from typing import Final

from bot.log import logger
from storage.machine import inbox
from storage.machine.db import Database, Tx
from storage.machine.inbox import StoredUpdate

log = logger(__name__)

SIDE_BY_SIDE: Final = 64
ATTEMPTS: Final = 5
FIRST_PAUSE: Final = 0.05
DATABASE_PAUSE: Final = 1.0

Handle = Callable[[StoredUpdate], Awaitable[None]]
OnPoison = Callable[[Tx, StoredUpdate, str], None]


class Dispatcher:
    """Runs `handle` for each update; one that fails five times is put aside through `on_poison`.

    `handle` must mark the update done in its own transaction (`inbox.claim_done`);
    `on_poison(tx, update, error)` runs in the transaction that quarantines it.
    """

    def __init__(self, database: Database, handle: Handle, on_poison: OnPoison) -> None:
        self._database = database
        self._handle = handle
        self._on_poison = on_poison
        self._voies: dict[str, deque[StoredUpdate]] = {}
        self._ids: set[int] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._slots = asyncio.Semaphore(SIDE_BY_SIDE)
        self._idle = asyncio.Event()
        self._idle.set()
        self._stopping = False

    async def load(self) -> int:
        """At start-up: take up what was stored and not handled; how many there were."""
        updates = await self._database.run(inbox.pending)
        self.take(updates)
        return len(updates)

    def take(self, updates: Iterable[StoredUpdate]) -> None:
        """Queue `updates`, in order; one that is queued already is passed over."""
        if self._stopping:
            return
        for update in updates:
            if update.id in self._ids:
                continue
            self._ids.add(update.id)
            waiting = self._voies.get(update.voie)
            if waiting is None:
                self._voies[update.voie] = deque([update])
                self._start(update.voie)
            else:
                waiting.append(update)

    async def idle(self) -> None:
        """Return once nothing is queued nor under way."""
        await self._idle.wait()

    async def stop(self) -> None:
        """Finish what is under way; the rest stays pending in the inbox for the next start."""
        self._stopping = True
        await self._idle.wait()

    def _start(self, voie: str) -> None:
        self._idle.clear()
        task = asyncio.create_task(self._follow(voie))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _follow(self, voie: str) -> None:
        waiting = self._voies[voie]
        while waiting and not self._stopping:
            # One slot for one update, not for one person: a talkative chat keeps nobody out.
            async with self._slots:
                await self._settle(_with_what_follows(waiting))
            self._ids.discard(waiting.popleft().id)
        del self._voies[voie]
        if not self._voies:
            self._idle.set()

    async def _settle(self, update: StoredUpdate) -> None:
        """Try until it is handled, put aside, or we are asked to stop."""
        pause = FIRST_PAUSE
        while not self._stopping:
            try:
                await self._handle(update)
            except Exception as error:
                log.exception("update not handled", inbox=update.id)
                if await self._count(update, type(error).__name__):
                    return
                await asyncio.sleep(pause)
                pause *= 2
            else:
                return

    async def _count(self, update: StoredUpdate, error: str) -> bool:
        """Whether that was the last attempt; one that the database cannot count is none."""
        try:
            return await self._database.run(self._failed, update, error)
        except Exception:
            log.exception("attempt not counted", inbox=update.id)
            await asyncio.sleep(DATABASE_PAUSE)
            return False

    def _failed(self, tx: Tx, update: StoredUpdate, error: str) -> bool:
        if inbox.fail(tx, update.id, error) < ATTEMPTS:
            return False
        if inbox.quarantine(tx, update.id):
            self._on_poison(tx, update, error)
        return True


def _with_what_follows(waiting: deque[StoredUpdate]) -> StoredUpdate:
    """The first of a queue, which knows whether its author wrote again meanwhile."""
    followed = len(waiting) > 1 and inbox.is_text(waiting[1])
    return replace(waiting[0], followed=True) if followed else waiting[0]
