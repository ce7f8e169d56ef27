"""One channel's way out: rows claimed, sent side by side, settled together."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Collection, Coroutine, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any, Final

from bot.delivery.contract import (
    Channel,
    DeliveryFailure,
    Parcel,
    Receipt,
    Refused,
    RetryLater,
    Transport,
    Unsure,
)
from bot.delivery.pacing import Pace
from bot.delivery.settle import Sending
from bot.log import logger
from bot.rounds import NEVER, Bell
from storage.machine.claims import Claimed
from storage.machine.db import Posted
from storage.machine.outbox import Lane
from storage.machine.scarcity import is_lacking, is_memory

log = logger(__name__)

IDLE_SECONDS: Final = 1.0
"""How often the outbox is looked at when nobody says that something was posted."""
GAP_SECONDS: Final = 0.004
"""What ends within that time is settled together, when something waits for it."""
SETTLE_SECONDS: Final = 0.05
"""At most that between the end of a sending and its settling, when nothing waits for it."""
POSTED_SECONDS: Final = 0.05
"""At most that until what no round queued is looked at: the next one for a tap takes it along."""
SEND_SECONDS: Final = 180.0
PROMPTS_IN_A_ROW: Final = 3
"""So many prompts may overtake before an alert has its turn."""


@dataclass(frozen=True, slots=True)
class Room:
    """What one channel may take in one round.

    `lanes` are in the order in which they are served, each with how many may leave at most; those
    of `known` may hold something. Nothing may be sent now to the addresses that are `resting`.
    """

    channel: str
    lanes: tuple[tuple[Lane, int], ...]
    resting: Collection[str]
    known: frozenset[int]

    def wanted(self, posted: Iterable[Posted]) -> list[tuple[Lane, int]]:
        """The lanes worth a look: those known, and those that this very round wrote to."""
        looked = self.looked(posted)
        return [(lane, size) for lane, size in self.lanes if lane in looked]

    def looked(self, posted: Iterable[Posted]) -> frozenset[int]:
        return self.known | {lane for channel, _, lane in posted if channel == self.channel}

    def is_full(self, rows: Sequence[Claimed]) -> bool:
        return len(rows) >= max((size for _lane, size in self.lanes), default=0)


class Sender:
    """Sends one channel's rows, so many at a time, as fast as `pace` lets them leave."""

    def __init__(self, channel: Channel, transport: Transport, pace: Pace, bell: Bell) -> None:
        self.channel = channel
        self.claimed = 0
        self._transport = transport
        self._pace = pace
        self._bell = bell
        self._in_hand: dict[asyncio.Task[None], Claimed] = {}
        self._outcomes: list[Sending] = []
        self._first_end = 0.0
        self._awaited: Counter[str] = Counter()
        self._lanes: frozenset[int] = frozenset()
        self._worth_a_round = 0.0
        self._next_look = 0.0
        self._stopping = False
        self._prompts = 0

    def look(self) -> None:
        """Something may be due in any lane."""
        self._know(frozenset(Lane))
        self._bell.ring()

    def posted(self, address: str, lane: int, number: int) -> None:
        """So many messages for that address were queued in that lane, and are committed."""
        self._know({lane}, POSTED_SECONDS)
        self._awaited[address] += number
        self._bell.ring()

    def stop(self) -> None:
        """Claim nothing more."""
        self._stopping = True
        self._bell.ring()

    def give_up(self) -> None:
        """Leave what is still on its way: its rows will be found interrupted at start-up."""
        self._outcomes.clear()
        for task in self._in_hand:
            task.cancel()

    @property
    def over(self) -> bool:
        return self._stopping and not self.busy

    @property
    def busy(self) -> bool:
        """Something is on its way, or not written down yet."""
        return bool(self._in_hand or self._outcomes)

    @property
    def holding_back(self) -> bool:
        """The pace alone keeps something from leaving now."""
        return self._pace.delay() < NEVER

    @property
    def ids(self) -> set[int]:
        """The rows that are on their way, or not written down yet."""
        ended = (row for row, _end in self._outcomes)
        return {row.id for row in (*self._in_hand.values(), *ended)}

    def settling_due(self) -> float:
        """Seconds until what ended is to be written down: sooner when something waits for it."""
        if not self._outcomes:
            return NEVER
        pressed = self._stopping or any(self._awaited[row.address] for row, _ in self._outcomes)
        patience = GAP_SECONDS if pressed else SETTLE_SECONDS
        return self._first_end + patience - time.monotonic()

    def claiming_due(self) -> float:
        """Seconds until something may be taken."""
        slots, room = self._slots(), self._pace.room()
        if self._stopping or slots <= 0:
            return NEVER
        look = self._next_look - time.monotonic()
        if any(lane in self._lanes for lane, _size in self._rooms(min(slots, room), slots)):
            return min(self._worth_a_round - time.monotonic(), look)
        return look if room or not self._lanes else min(look, self._pace.delay())

    def ended(self) -> list[Sending]:
        """What ended since the last time: it is the caller's to write down."""
        outcomes, self._outcomes = self._outcomes, []
        for row, end in outcomes:
            # What is behind it may leave; a failure may have moved it to another address.
            self._know(self._behind(row) if isinstance(end, Receipt) else frozenset(Lane))
        return outcomes

    def keep_in_hand(self, row: Claimed, work: Coroutine[Any, Any, None]) -> None:
        """It is not over before `work` is."""
        task = asyncio.create_task(work)
        self._in_hand[task] = row
        task.add_done_callback(self._done)

    def room(self) -> Room:
        """What may be taken now."""
        now = time.monotonic()
        if now >= self._next_look:
            self._know(frozenset(Lane))
        slots = 0 if self._stopping else self._slots()
        # Read before the room: what is held back now is then looked for as soon as it may leave.
        held = self._pace.delay()
        self._next_look = now + min(IDLE_SECONDS, held)
        lanes = self._rooms(min(slots, self._pace.room()), slots)
        known, self._lanes = self._lanes, frozenset()
        return Room(self.channel.kind, lanes, self._pace.resting(), known)

    def send(self, room: Room, rows: Sequence[Claimed], posted: Mapping[Posted, int]) -> None:
        """These were taken out of that room, in a round that posted so much: they leave."""
        for (channel, address, _lane), number in posted.items():
            if channel == room.channel:
                self._awaited[address] += number
        taken, sizes = Counter(row.lane for row in rows), dict(room.lanes)
        looked, full = room.looked(posted), room.is_full(rows)
        # A lane that gave less than it might holds nothing else that is due.
        self._know({lane for lane in looked if full or taken[lane] >= sizes.get(Lane(lane), 0)})
        for row in rows:
            self._start(row)

    def _know(self, lanes: Set[int], patience: float = 0.0) -> None:
        """Something may be due there: worth a round of its own, but for it, in so many seconds."""
        if lanes:
            due = time.monotonic() + patience
            self._worth_a_round = min(self._worth_a_round, due) if self._lanes else due
            self._lanes |= lanes

    def _behind(self, row: Claimed) -> frozenset[int]:
        """The lanes of what may wait for it: its own, and that of the menu after an answer."""
        return frozenset({row.lane, Lane.ORNEMENT} if self._awaited[row.address] else {row.lane})

    def _slots(self) -> int:
        return self.channel.slots - len(self._in_hand) - len(self._outcomes)

    def _rooms(self, room: int, slots: int) -> tuple[tuple[Lane, int], ...]:
        """Prompts overtake, within reason; the last slot is kept for what cannot wait."""
        first = [Lane.PROMPT, Lane.ALERTE]
        if self._prompts >= PROMPTS_IN_A_ROW:
            first.reverse()
        last = [(lane, min(room, slots - 1)) for lane in (Lane.DIGEST, Lane.ORNEMENT)]
        sized = [*((lane, room) for lane in first), *last]
        return tuple((lane, size) for lane, size in sized if size > 0)

    def _start(self, row: Claimed) -> None:
        self.claimed += 1
        if row.lane != Lane.ORNEMENT:
            self._prompts = self._prompts + 1 if row.lane == Lane.PROMPT else 0
        self._awaited[row.address] = max(0, self._awaited[row.address] - 1)
        self._pace.spend(row.address, edit=row.edit is not None)
        self.keep_in_hand(row, self._send(row))

    def _done(self, task: asyncio.Task[None]) -> None:
        del self._in_hand[task]
        self._bell.ring()

    async def _send(self, row: Claimed) -> None:
        end = await self._outcome(row)
        if not self._outcomes:
            self._first_end = time.monotonic()
        self._outcomes.append((row, end))

    async def _outcome(self, row: Claimed) -> Receipt | DeliveryFailure:
        try:
            async with asyncio.timeout(SEND_SECONDS):
                return await self._transport.send(_parcel(row))
        except DeliveryFailure as failure:
            self._slow_down(row, failure)
            return failure
        except TimeoutError:
            return Unsure(f"no answer within {SEND_SECONDS:.0f} s")
        except Exception as bug:
            if is_memory(bug):
                log.exception("channel lacks memory", outbox=row.id)
                return Unsure("no memory left on this machine")
            if is_lacking(bug):
                # It had not left: what carries it could not even be opened.
                log.exception("channel lacks something", outbox=row.id)
                return RetryLater(f"{type(bug).__name__} on this machine")
            # Nothing is known of what left: once more would be once more for ever.
            log.exception("channel failed", outbox=row.id)
            return Refused(f"{type(bug).__name__} in channel")

    def _slow_down(self, row: Claimed, failure: DeliveryFailure) -> None:
        """A pause asked for an ornament is its own: what is said in that chat goes on."""
        after = failure.after if isinstance(failure, RetryLater) else None
        if after is not None and row.lane != Lane.ORNEMENT:
            self._pace.slow_down(row.address, after)


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
        again=row.doubtful and row.lane != Lane.ALERTE,
        unsure=row.doubtful,
    )
