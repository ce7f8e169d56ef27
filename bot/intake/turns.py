"""The intake's share of a round: what came is stored, then the head of each voie is handled."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Coroutine, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, Generic

from bot.compteurs import Durees
from bot.intake.arrival import Arrival
from bot.intake.before import Before
from bot.intake.door import A, Door
from bot.intake.voies import Voies
from bot.log import logger
from bot.rounds import NEVER, Bell, Part
from bot.throttle import Throttle
from storage.machine import inbox
from storage.machine.db import Database, Tx
from storage.machine.inbox import StoredUpdate
from storage.machine.scarcity import is_lacking

log = logger(__name__)

ATTEMPTS: Final = 5
FIRST_PAUSE: Final = 0.05
LONGEST_PAUSE: Final = 5.0
DATABASE_PAUSE: Final = 1.0
TURNS_SECONDS: Final = 0.010
"""A round begins no other turn after that: nobody else waits longer for the database."""
BURST: Final = 40
"""Of one person at once, more than a hurried thumb makes in ten seconds; then one each PACE."""
PACE: Final = 0.25


@dataclass(frozen=True, slots=True)
class Handled(Generic[A]):
    """What a round did: what was new, then each turn with what is left to do after it."""

    fresh: list[StoredUpdate]
    turns: list[tuple[StoredUpdate, A]]


class Turns(Generic[A]):
    """Handles updates in order for each person; one that fails five times is put aside.

    paced: whoever floods it waits, and nobody else. lasted: how long each took, as it ends.
    """

    def __init__(
        self,
        database: Database,
        door: Door[A],
        bell: Bell,
        *,
        paced: bool = False,
        lasted: Durees | None = None,
    ) -> None:
        self._lasted = lasted or Durees()
        self._pace = Throttle(PACE) if paced else None
        self._database = database
        self._door = door
        self._bell = bell
        self._voies = Voies()
        self._arrivals: list[Arrival] = []
        self._before = Before(database, door)
        self._ended: list[tuple[StoredUpdate, bool]] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._idle = asyncio.Event()
        self._idle.set()
        self._stopping = False
        self._unread = False

    async def load(self) -> int:
        """At start-up: take up what was stored and not handled; how many there were."""
        updates = await self._database.run(inbox.pending)
        self.take(updates)
        return len(updates)

    def take(self, updates: Sequence[StoredUpdate]) -> None:
        """Queue stored `updates`, in order."""
        if not self._stopping:
            self._voies.add(updates)
            self._tell()

    async def keep(self, bot_id: int, updates: Sequence[dict[str, Any]], at: datetime) -> None:
        """Return once `updates` are committed, most of them handled. Raises what the base does."""
        kept = asyncio.get_running_loop().create_future()
        self._arrivals.append(Arrival(bot_id, updates, at, kept))
        self._tell()
        await kept

    async def idle(self) -> None:
        """Return once nothing is queued nor under way."""
        await self._idle.wait()

    async def stop(self) -> None:
        """Finish what is under way; the rest stays pending in the inbox for the next start."""
        self._stopping = True
        self._bell.ring()
        await asyncio.gather(*self._tasks)

    # Its share of a round.

    def due(self) -> float:
        return 0.0 if self._ended or self._has_work() else NEVER

    def over(self) -> bool:
        return self._stopping and not self._arrivals

    def part(self) -> Part[Handled[A]] | None:
        self._take_back()
        if not self._has_work():
            return None
        arrivals, self._arrivals = self._arrivals, []
        return Part(
            do=lambda tx: self._do(tx, arrivals),
            then=lambda handled: self._then(arrivals, handled),
            apart=lambda: self._apart(arrivals),
            hurried=True,
        )

    def _has_work(self) -> bool:
        return bool(self._arrivals) or (not self._stopping and (self._unread or self._voies.ready))

    def _take_back(self) -> None:
        """Voies with which somebody was busy go on."""
        ended, self._ended = self._ended, []
        for update, handled in ended:
            self._voies.release(update)
            if handled:
                self._done(update)
        self._tell()

    def _do(self, tx: Tx, arrivals: Sequence[Arrival]) -> Handled[A]:
        raws = [raw for arrival in arrivals for raw in arrival.updates]
        # Nothing is promised while something older may have to be handled before it.
        unsure = self._stopping or self._unread
        promised = set() if unsure else self._voies.free(raws)
        fresh = [update for arrival in arrivals for update in arrival.store(tx, promised)]
        if self._unread:
            fresh = inbox.pending(tx)
        handled = list(self._turns(tx, fresh))
        inbox.break_promises(tx, fresh)
        return Handled(fresh, handled)

    def _turns(self, tx: Tx, fresh: Sequence[StoredUpdate]) -> Iterator[tuple[StoredUpdate, A]]:
        end = time.perf_counter() + TURNS_SECONDS
        for update in self._heads(fresh):
            yield update, (after := self._before.take(tx, update))
            tx.end_part()
            if self._door.is_last(after) or time.perf_counter() > end:
                return

    def _heads(self, fresh: Sequence[StoredUpdate] = ()) -> list[StoredUpdate]:
        """Those that may be handled now; none once we are asked to stop."""
        if self._stopping:
            return []
        heads, before = self._voies.heads(fresh), self._before
        return [one for one in heads if not (before.asks(one) or before.reads(one))]

    def _then(self, arrivals: Sequence[Arrival], handled: Handled[A]) -> None:
        self._voies.add(handled.fresh, min((one.since for one in arrivals), default=None))
        self._unread = False
        for arrival in arrivals:
            arrival.say()
        for update, after in handled.turns:
            self._done(update)
            self._door.follow(after)
            if self._floods(update):
                self._busy(update, self._slow(update))
        self._prepare()
        self._tell()

    def _prepare(self) -> None:
        """Heads that need something first are seen to on their own."""
        for update in [] if self._stopping else list(self._voies.heads()):
            if self._before.asks(update):
                self._busy(update, self._question(update))
            elif self._before.reads(update):
                self._busy(update, self._insist(update))

    async def _apart(self, arrivals: Sequence[Arrival]) -> None:
        """The round was undone: what came is stored alone, and each head is handled alone."""
        for arrival in arrivals:
            try:
                await self._database.run(arrival.store, called="store", ahead=True)
            except Exception as error:
                log.exception("updates not stored", updates=len(arrival.updates))
                arrival.say(error)
            else:
                arrival.say()
        await self._look_again()
        for update in self._heads():
            self._busy(update, self._insist(update))
        self._tell()

    async def _look_again(self) -> None:
        """The inbox alone knows what was stored: of any commit, the answer may have been lost.

        Until it is read, nothing is queued: what came later would be handled before.
        """
        self._unread = True
        try:
            self._voies.add(await self._database.run(inbox.pending, ahead=True))
            self._unread = False
        except Exception:
            log.exception("inbox not read")
            await asyncio.sleep(DATABASE_PAUSE)

    # One update on its own.

    def _floods(self, update: StoredUpdate) -> bool:
        now = datetime.fromtimestamp(time.monotonic(), UTC)
        return self._pace is not None and not self._pace.allows(update.voie, BURST, now)

    async def _slow(self, update: StoredUpdate) -> bool:
        """What is behind it waits its turn in the inbox."""
        await self._database.run(self._door.slowed, update, called="slowed")
        await asyncio.sleep(PACE)
        return False

    def _busy(self, update: StoredUpdate, work: Coroutine[Any, Any, bool]) -> None:
        """Its voie waits until `work` ends, which tells whether it is handled."""
        self._voies.hold(update)
        task = asyncio.create_task(self._see_to(update, work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _see_to(self, update: StoredUpdate, work: Coroutine[Any, Any, bool]) -> None:
        handled = False
        try:
            handled = await work
        except Exception:
            log.exception("update not seen to", inbox=update.id)
        self._ended.append((update, handled))
        self._bell.ring()

    async def _question(self, update: StoredUpdate) -> bool:
        await self._before.ask(update)
        return False

    async def _insist(self, update: StoredUpdate) -> bool:
        """Try until it is handled, put aside, or we are asked to stop."""
        pause = FIRST_PAUSE
        while not self._stopping:
            if await self._attempt(update):
                return True
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)
        return False

    async def _attempt(self, update: StoredUpdate) -> bool:
        try:
            after = await self._before.taken(update)
        except Exception as error:
            log.exception("update not handled", inbox=update.id)
            if is_lacking(error):
                # Nothing is wrong with it: it waits for the disk or the descriptors, in order.
                await asyncio.sleep(DATABASE_PAUSE)
                return False
            return await self._count(update, type(error).__name__)
        self._door.follow(after)
        return True

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
            self._door.poison(tx, update, error)
        return True

    def _done(self, update: StoredUpdate) -> None:
        self._before.forget(update)
        self._lasted.note(self._voies.done(update))

    def _tell(self) -> None:
        """Whether everything is handled; and that something may be to do."""
        if self._arrivals or self._voies or self._ended or self._unread:
            self._idle.clear()
            self._bell.ring()
        else:
            self._idle.set()
