"""The outbox's two shares of a round: what ended is settled, then what is due is claimed."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.clock import Clock
from bot.delivery.contract import Away, Channel, Receipt, Transport, Unsure
from bot.delivery.pacing import Unpaced
from bot.delivery.sender import Room, Sender
from bot.delivery.settle import LONGEST_WAIT, Hooks, Sending, recover, settle
from bot.log import logger
from bot.rounds import Bell, Part, Rounds, Share
from storage.machine import settling
from storage.machine.claims import Claimed, claim
from storage.machine.db import Database, Posted, Tx
from storage.machine.outbox import Lane

log = logger(__name__)

PARTING_SECONDS: Final = 10.0
DATABASE_PAUSE: Final = 1.0
LONGEST_PAUSE: Final = 60.0
LONGEST: Final = timedelta(seconds=1.25 * LONGEST_WAIT)
"""That what waits for another try waits; who asked for more is left alone."""


@dataclass(frozen=True, slots=True)
class Taken:
    """The rows that each sender took out of its room, and all that the round had posted."""

    rows: Sequence[tuple[Sender, Room, list[Claimed]]]
    posted: Mapping[Posted, int]


class OutboxWorker:
    """Sends what the outbox holds, a sender for each channel: a slow one delays no other.

    `transports` are the channels that are open; without `paced`, they go as fast as they can.
    `ends`: how many sendings, by channel and by what became of them, counted once written down.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        transports: Mapping[Channel, Transport],
        hooks: Hooks,
        bell: Bell | None = None,
        *,
        paced: bool = True,
        ends: Counter[tuple[str, str]] | None = None,
    ) -> None:
        self.ends = Counter() if ends is None else ends
        self.bell = bell or Bell()
        self.database = database
        self._clock = clock
        self._hooks = hooks
        self._senders = {
            channel.kind: Sender(
                channel, transport, channel.pace() if paced else Unpaced(), self.bell
            )
            for channel, transport in transports.items()
        }
        self.away: set[str] = set()
        """Channels where nobody answers: the first who does wakes what waits there."""
        self.is_astray = False
        """Rows may be marked as on their way that nobody took: a claim's answer was lost."""
        self.shares: tuple[Share, Share] = (_Settling(self), _Claiming(self))

    @property
    def senders(self) -> Sequence[Sender]:
        return tuple(self._senders.values())

    def wake(self) -> None:
        """Anything may be due: the clock was moved, or somebody else posted."""
        for sender in self.senders:
            sender.look()

    def posted(self, where: Mapping[Posted, int]) -> None:
        """What a unit of work queued: only the channels that have something look."""
        for (channel, address, lane), number in where.items():
            if sender := self._senders.get(channel):
                sender.posted(address, lane, number)

    async def recover(self) -> None:
        """Before any other sending: rows found on their way out become uncertain."""
        rows = await self.database.run(self._recover, called="recover")
        if rows:
            log.warning("interrupted sendings", rows=rows)

    def in_hand(self) -> set[int]:
        """The rows that are on their way, or not written down yet."""
        return {id for sender in self.senders for id in sender.ids}

    def stop(self) -> None:
        """Claim nothing more; its shares are over once what is in hand is settled."""
        for sender in self.senders:
            sender.stop()

    async def leave(self, rounds: asyncio.Task[None]) -> None:
        """Stop, then wait for the rounds to end.

        What is still on its way after 10 s is left for the next start-up to find.
        """
        self.stop()
        done, _ = await asyncio.wait([rounds], timeout=PARTING_SECONDS)
        if not done:
            for sender in self.senders:
                sender.give_up()
        await asyncio.gather(rounds, return_exceptions=True)

    async def drain(self) -> None:
        """Send until nothing is due on any channel; for tests, in place of the rounds."""
        rounds = Rounds(self.database, self.bell, self.shares)
        while await self._rush(rounds):
            continue

    async def _rush(self, rounds: Rounds) -> int:
        """Look everywhere, and wait for what leaves; how many rows were taken."""
        before = sum(sender.claimed for sender in self.senders)
        self.wake()
        await rounds.once()
        while self._is_moving():
            await self.bell.wait(max(0.0, min(share.due() for share in self.shares)))
            await rounds.once()
        return sum(sender.claimed for sender in self.senders) - before

    def _is_moving(self) -> bool:
        return any(sender.busy or sender.holding_back for sender in self.senders)

    def _recover(self, tx: Tx) -> int:
        return recover(tx, self._clock.now())

    # What the two shares do, in the order of a round.

    def settle(self, tx: Tx, outcomes: Sequence[Sending]) -> set[str]:
        """Write down what became of them; the channels that answer again, where all is due."""
        now = self._clock.now()
        settle(tx, now, outcomes, self._hooks)
        back = {row.channel for row, end in outcomes if isinstance(end, Receipt)} & self.away
        for channel in back:
            settling.wake(tx, channel, now, LONGEST)
        return back

    def count(self, outcomes: Sequence[Sending]) -> None:
        """That is committed: what became of each."""
        self.ends.update((row.channel, type(end).__name__) for row, end in outcomes)

    async def answers_again(self, channel: str) -> None:
        """Somebody else heard it: what waits there is due."""
        await self.database.run(settling.wake, channel, self._clock.now(), LONGEST)
        self.back({channel})

    def back(self, answering: set[str]) -> None:
        """That is committed: these look at once."""
        self.away -= answering
        for channel in answering & self._senders.keys():
            self._senders[channel].look()

    async def settle_apart(self, ended: Sequence[tuple[Sender, list[Sending]]]) -> None:
        """One bad row keeps no other from being settled, and undoes no round after this one."""
        for sender, outcomes in ended:
            for outcome in outcomes:
                sender.keep_in_hand(outcome[0], self._insist(sender, outcome))

    async def _insist(self, sender: Sender, outcome: Sending) -> None:
        """Try until it is written down; what is behind it may then leave."""
        pause = DATABASE_PAUSE
        while not await self._settled(outcome):
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)
        sender.look()

    async def _settled(self, outcome: Sending) -> bool:
        try:
            await self.database.run(self.settle, [outcome], called="settle")
        except Exception:
            log.exception("not settled", outbox=outcome[0].id)
            return False
        self.count([outcome])
        return True

    def claim(
        self, tx: Tx, rooms: Sequence[tuple[Sender, Room]], in_hand: set[int] | None = None
    ) -> Taken:
        """Take what may leave, the last thing in a round: all that it posted is known.

        `in_hand`: first, whatever else is found on its way is put back.
        """
        now, trackings = self._clock.now(), self._hooks.trackings
        if in_hand is not None:
            settling.put_back(tx, in_hand, now)
        posted = tx.posted.copy()
        tx.posted.clear()
        rows = [
            (
                sender,
                room,
                claim(tx, now, room.channel, room.wanted(posted), trackings, room.resting),
            )
            for sender, room in rooms
        ]
        return Taken(rows, posted)

    async def claim_apart(self, rooms: Sequence[tuple[Sender, Room]]) -> None:
        """The round was undone, or its commit's answer was lost: nothing taken in it left."""
        self.is_astray = True
        try:
            in_hand, now = self.in_hand(), self._clock.now()
            await self.database.run(settling.put_back, in_hand, now, ahead=True)
            self.is_astray = False
        except Exception:
            log.exception("outbox not read")
            await asyncio.sleep(DATABASE_PAUSE)
        for sender, _room in rooms:
            sender.look()

    def send(self, taken: Taken) -> None:
        """That is committed: it leaves."""
        self.is_astray = False
        for sender, room, rows in taken.rows:
            sender.send(room, rows, taken.posted)


class _OfWorker:
    """A share of the outbox: over once nothing of it is in hand."""

    def __init__(self, worker: OutboxWorker) -> None:
        self._worker = worker

    def over(self) -> bool:
        return all(sender.over for sender in self._worker.senders)


class _Settling(_OfWorker):
    """What ended since the last round."""

    def due(self) -> float:
        return min(sender.settling_due() for sender in self._worker.senders)

    def part(self) -> Part[set[str]] | None:
        ended = [(sender, sender.ended()) for sender in self._worker.senders]
        outcomes = [outcome for _sender, some in ended for outcome in some]
        if not outcomes:
            return None
        self._worker.away.update(
            row.channel
            for row, end in outcomes
            if isinstance(end, (Away, Unsure)) and row.lane != Lane.ORNEMENT
        )
        return Part(
            do=lambda tx: self._worker.settle(tx, outcomes),
            then=lambda answering: self._then(outcomes, answering),
            apart=lambda: self._worker.settle_apart(ended),
            hurried=True,
        )

    def _then(self, outcomes: Sequence[Sending], answering: set[str]) -> None:
        self._worker.count(outcomes)
        self._worker.back(answering)


class _Claiming(_OfWorker):
    """What may leave now, what this very round queued included."""

    def due(self) -> float:
        return min(sender.claiming_due() for sender in self._worker.senders)

    def part(self) -> Part[Taken]:
        rooms = [(sender, sender.room()) for sender in self._worker.senders]
        in_hand = self._worker.in_hand() if self._worker.is_astray else None
        return Part(
            do=lambda tx: self._worker.claim(tx, rooms, in_hand),
            then=self._worker.send,
            apart=lambda: self._worker.claim_apart(rooms),
        )
