"""Who handles updates, one at a time, for whoever brings them."""

from __future__ import annotations

from typing import Protocol, TypeVar

from storage.machine.aside import Readings
from storage.machine.db import Tx
from storage.machine.inbox import StoredUpdate

A = TypeVar("A")


class Door(Protocol[A]):
    """Who handles updates, given in what order and in which transaction."""

    def take(
        self,
        tx: Tx,
        stored: StoredUpdate,
        *,
        member: bool | None = False,
        readings: Readings | None = None,
    ) -> A:
        """Handle it, marked done (`inbox.claim_done`), inside `tx`; raises what it provokes.

        ReadFirst asks for what is long to read, as often as `readings` lacks it.
        """

    def asks(self, stored: StoredUpdate) -> bool:
        """Whether something must be asked of Telegram before it can be handled."""

    async def ask(self, stored: StoredUpdate) -> bool | None:
        """Ask it: the answer is its `member`; None when none came."""

    def is_long(self, stored: StoredUpdate) -> bool:
        """Whether it is known beforehand to ask for something long to read."""

    def follow(self, after: A) -> None:
        """It is handled, and committed."""

    def is_last(self, after: A) -> bool:
        """Whether it changed what others are handled with: they wait for the next round."""

    def poison(self, tx: Tx, stored: StoredUpdate, error: str) -> None:
        """It failed too often: said in the transaction that puts it aside."""

    def slowed(self, tx: Tx, stored: StoredUpdate) -> None:
        """Its author goes too fast: said once in a while; nothing of theirs is lost."""
