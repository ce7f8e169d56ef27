"""One channel's way out: rows claimed, sent side by side, settled together."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Sequence
from typing import Final

from bot.clock import Clock
from bot.delivery.contract import (
    Channel,
    DeliveryFailure,
    Parcel,
    Refused,
    RetryLater,
    Transport,
    Unsure,
)
from bot.delivery.pacing import Pace
from bot.delivery.settle import Hooks, Sending, settle
from bot.log import logger
from storage.machine.claims import Claimed, claim
from storage.machine.db import Database, Tx
from storage.machine.outbox import Lane

log = logger(__name__)

IDLE_SECONDS: Final = 1.0
"""How often the outbox is looked at when nobody says that something was posted."""
GAP_SECONDS: Final = 0.004
"""At least that between two transactions: what ends meanwhile is settled in one commit."""
DATABASE_PAUSE: Final = 1.0
SEND_SECONDS: Final = 180.0
PROMPTS_IN_A_ROW: Final = 3
"""So many prompts may overtake before an alert has its turn."""


class Sender:
    """Sends one channel's rows, so many at a time, as fast as `pace` lets them leave."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        channel: Channel,
        transport: Transport,
        pace: Pace,
        hooks: Hooks,
    ) -> None:
        self._database = database
        self._clock = clock
        self._channel = channel
        self._transport = transport
        self._pace = pace
        self._hooks = hooks
        self._in_hand: set[asyncio.Task[None]] = set()
        self._outcomes: list[Sending] = []
        self._nudged = asyncio.Event()
        self._stopping = False
        self._prompts = 0
        self._claims = 0
        self._last = -math.inf
        self._held = math.inf

    def wake(self) -> None:
        self._nudged.set()

    async def run(self) -> None:
        """Send until `stop`; what is in hand then is finished and settled."""
        while not self._over():
            self._nudged.clear()
            if not (await self._turn() or self._over()):
                await self._rest()

    def stop(self) -> None:
        self._stopping = True
        self._nudged.set()

    async def drain(self) -> int:
        """Send until nothing is due, in place of `run`; how many rows were taken."""
        before = self._claims
        while True:
            self._nudged.clear()
            more = await self._turn()
            if not (more or self._in_hand or self._outcomes or self._held < math.inf):
                return self._claims - before
            if not more:
                await self._rest()

    def give_up(self) -> None:
        """Leave what is still on its way: its rows will be found interrupted at start-up."""
        self._outcomes.clear()
        for task in self._in_hand:
            task.cancel()

    def _over(self) -> bool:
        return self._stopping and not (self._in_hand or self._outcomes)

    async def _turn(self) -> bool:
        """Settle what ended and claim what is due; whether more may be due at once."""
        await self._gap()
        # Read before the room: what is held back now is then never taken for nothing due.
        self._held = self._pace.delay()
        slots = 0 if self._stopping else self._channel.slots - len(self._in_hand)
        room = min(slots, self._pace.room())
        outcomes, self._outcomes = self._outcomes, []
        if room <= 0 and not outcomes:
            return False
        rooms = self._rooms(room, slots)
        try:
            rows = await self._database.run(self._exchange, outcomes, rooms, self._pace.resting())
        except Exception:
            log.exception("outbox not written", rows=len(outcomes))
            await self._settle_apart(outcomes)
            return True
        for row in rows:
            self._start(row)
        return bool(rows) and len(rows) == room

    def _exchange(
        self,
        tx: Tx,
        outcomes: Sequence[Sending],
        rooms: Sequence[tuple[Lane, int]],
        resting: Sequence[str],
    ) -> list[Claimed]:
        """One commit for what ended and what begins."""
        now = self._clock.now()
        if outcomes:
            settle(tx, now, outcomes, self._hooks)
        return claim(tx, now, self._channel.kind, rooms, self._hooks.trackings, resting)

    async def _settle_apart(self, outcomes: Sequence[Sending]) -> None:
        """One bad row must not keep the others from being settled; it is tried again later."""
        for outcome in outcomes:
            try:
                await self._database.run(settle, self._clock.now(), [outcome], self._hooks)
            except Exception:
                log.exception("not settled", outbox=outcome[0].id)
                self._outcomes.append(outcome)
        await asyncio.sleep(DATABASE_PAUSE)

    def _rooms(self, room: int, slots: int) -> list[tuple[Lane, int]]:
        """Prompts overtake, within reason; the last slot is kept for what cannot wait."""
        first = [Lane.PROMPT, Lane.ALERTE]
        if self._prompts >= PROMPTS_IN_A_ROW:
            first.reverse()
        return [*((lane, room) for lane in first), (Lane.DIGEST, min(room, slots - 1))]

    def _start(self, row: Claimed) -> None:
        self._claims += 1
        self._prompts = self._prompts + 1 if row.lane == Lane.PROMPT else 0
        self._pace.spend(row.address, edit=row.edit is not None)
        task = asyncio.create_task(self._send(row))
        self._in_hand.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._in_hand.discard(task)
        self._nudged.set()

    async def _send(self, row: Claimed) -> None:
        try:
            async with asyncio.timeout(SEND_SECONDS):
                receipt = await self._transport.send(_parcel(row))
        except DeliveryFailure as failure:
            self._slow_down(row, failure)
            self._outcomes.append((row, failure))
        except TimeoutError:
            self._outcomes.append((row, Unsure(f"no answer within {SEND_SECONDS:.0f} s")))
        except Exception as bug:
            # Nothing is known of what left: once more would be once more for ever.
            log.exception("channel failed", outbox=row.id)
            self._outcomes.append((row, Refused(f"{type(bug).__name__} in channel")))
        else:
            self._outcomes.append((row, receipt))

    def _slow_down(self, row: Claimed, failure: DeliveryFailure) -> None:
        if isinstance(failure, RetryLater) and failure.after is not None:
            self._pace.slow_down(row.address, failure.after)

    async def _gap(self) -> None:
        loop = asyncio.get_running_loop()
        wait = self._last + GAP_SECONDS - loop.time()
        if wait > 0:
            await asyncio.sleep(wait)
        self._last = loop.time()

    async def _rest(self) -> None:
        """Until somebody nudges, a chat may be written to again, or it is time to look."""
        try:
            async with asyncio.timeout(min(IDLE_SECONDS, self._held)):
                await self._nudged.wait()
        except TimeoutError:
            return


def _parcel(row: Claimed) -> Parcel:
    return Parcel(
        id=row.id,
        key=row.key,
        address=row.address,
        content=row.content,
        subject=row.subject,
        attempt=row.attempt,
        edit=row.edit,
        # An alert's number makes a double recognisable already.
        again=row.doubtful and row.lane == Lane.PROMPT,
    )
