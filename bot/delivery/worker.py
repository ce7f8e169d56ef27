"""The outbox worker: a sender for each channel, so that a slow one delays no other."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Final

from bot.clock import Clock
from bot.delivery.contract import Channel, Transport
from bot.delivery.pacing import Unpaced
from bot.delivery.sender import Sender
from bot.delivery.settle import Hooks, recover
from bot.log import logger
from storage.machine.db import Database

log = logger(__name__)

PARTING_SECONDS: Final = 10.0


class OutboxWorker:
    """Sends what the outbox holds: claim, send, settle.

    `transports` are the channels that are open; without `paced`, they go as fast as they can.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        transports: Mapping[Channel, Transport],
        hooks: Hooks,
        *,
        paced: bool = True,
    ) -> None:
        self._database = database
        self._clock = clock
        self._hooks = hooks
        self._ended = asyncio.Event()
        self._ended.set()
        self._senders = [
            Sender(
                database, clock, channel, transport, channel.pace() if paced else Unpaced(), hooks
            )
            for channel, transport in transports.items()
        ]

    def wake(self) -> None:
        """Something was posted and committed: look now."""
        for sender in self._senders:
            sender.wake()

    async def recover(self) -> None:
        """Before any other sending: rows found on their way out become uncertain."""
        rows = await self._database.run(lambda tx: recover(tx, self._clock.now(), self._hooks))
        if rows:
            log.warning("interrupted sendings", rows=rows)

    async def run(self) -> None:
        """Recover, then send until `stop`."""
        await self.recover()
        self._ended.clear()
        try:
            async with asyncio.TaskGroup() as running:
                for sender in self._senders:
                    running.create_task(sender.run())
        finally:
            self._ended.set()

    async def stop(self) -> None:
        """Claim nothing more and let `run` end: at once, or when what is in hand is settled.

        What is still on its way after 10 s is left for the next start-up to find.
        """
        for sender in self._senders:
            sender.stop()
        try:
            async with asyncio.timeout(PARTING_SECONDS):
                await self._ended.wait()
        except TimeoutError:
            for sender in self._senders:
                sender.give_up()

    async def drain(self) -> None:
        """Send until nothing is due on any channel; for tests, in place of `run`."""
        while sum([await sender.drain() for sender in self._senders]):
            continue
