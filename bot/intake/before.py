"""What an update needs before it is handled: an answer of Telegram's, what is long to read."""

from __future__ import annotations

from collections import defaultdict
from typing import Generic

from bot.intake.door import A, Door
from storage.machine.aside import ReadFirst, Readings
from storage.machine.db import Database, Tx
from storage.machine.inbox import StoredUpdate


class Before(Generic[A]):
    """Gives it to each update that is handled, and forgets it then."""

    def __init__(self, database: Database, door: Door[A]) -> None:
        self._database = database
        self._door = door
        self._members: dict[int, bool | None] = {}
        self._readings: defaultdict[int, Readings] = defaultdict(list)
        self._readers: set[str] = set()
        """Voies whose last update had something read first: the next one is likely to."""

    def asks(self, update: StoredUpdate) -> bool:
        """Whether Telegram must be asked something first."""
        return update.id not in self._members and self._door.asks(update)

    async def ask(self, update: StoredUpdate) -> None:
        """Once only, whatever comes of it."""
        self._members[update.id] = None
        self._members[update.id] = await self._door.ask(update)

    def reads(self, update: StoredUpdate) -> bool:
        """Whether it had better be handled apart: in a round, all the others would be undone."""
        return update.voie in self._readers or self._door.is_long(update)

    def take(self, tx: Tx, update: StoredUpdate) -> A:
        """Handle it with what is known. Raises ReadFirst for what is not."""
        member = self._members.get(update.id, False)
        return self._door.take(tx, update, member=member, readings=self._readings[update.id])

    async def taken(self, update: StoredUpdate) -> A:
        """The same, alone, once all that it asks for was read: nobody else waits for that."""
        self._readers.discard(update.voie)
        while True:
            try:
                return await self._database.run(self.take, update, called="turn")
            except ReadFirst as asked:
                self._readers.add(update.voie)
                await asked.answer(self._database)

    def forget(self, update: StoredUpdate) -> None:
        """It is handled, or put aside."""
        self._members.pop(update.id, None)
        self._readings.pop(update.id, None)
