"""The queue of updates: kept until confirmed, as Telegram keeps them."""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from collections.abc import Sequence
from typing import Any, NamedTuple

from bot.clock import Clock
from bot.sandbox.refusals import Json, Refusal

MESSAGE_LIFE = 86_400
TAP_LIFE = 150
LONGEST_POLL = 50
# What Telegram sends only to bots that ask for it by name.
ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
CONFLICT = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Update(NamedTuple):
    """One update, already written as JSON since it may be delivered several times."""

    update_id: int
    kind: str
    shape: Json
    written: bytes
    expires: float


class Updates:
    """Updates waiting for the bot; `expires` is in seconds of the world's clock."""

    def __init__(self, clock: Clock, first_id: int = 500_000_001) -> None:
        self._clock = clock
        self._next_id = first_id
        self._pending: list[Update] = []
        self._soonest = float("inf")
        self._waiter: asyncio.Future[Refusal | None] | None = None
        self._last_poll = (0, 0.0)
        self.allowed: list[str] = []
        # Telegram slows down who asks the same again at once; tests rarely want to wait for it.
        self.brake = False

    @property
    def pending(self) -> Sequence[Update]:
        """What is not confirmed yet, oldest first, expired updates left out."""
        self._forget_expired()
        return tuple(self._pending)

    def wants(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in ON_REQUEST

    def push(self, kind: str, payload: Json) -> int | None:
        """Queue an update and wake the poller; None when the bot did not ask for this kind."""
        if not self.wants(kind):
            return None
        update_id, self._next_id = self._next_id, self._next_id + 1
        life = TAP_LIFE if kind == "callback_query" else MESSAGE_LIFE
        expires = self._clock.now().timestamp() + life
        shape = {"update_id": update_id, kind: payload}
        self._pending.append(Update(update_id, kind, shape, _encode(shape).encode(), expires))
        self._soonest = min(self._soonest, expires)
        self._wake(None)
        return update_id

    def take(self, offset: int, limit: int) -> list[Update]:
        """Confirm what is below `offset`, then read on; a negative one keeps only the tail."""
        self._forget_expired()
        if offset < 0:
            self._pending = self._pending[offset:]
        elif self._pending and 0 < offset <= self._next_id:
            # An offset from the future (ids restarted) confirms nothing: Telegram's fallback.
            self._confirm(offset)
        return self._pending[:limit]

    async def poll(self, offset: int, limit: int, timeout: float) -> list[Update]:
        """`take`, waiting up to `timeout` seconds for a first one; a newer poller ends it."""
        self._wake(Refusal(409, CONFLICT))
        if self.brake:
            limit, timeout = self._slow_down(offset, limit, timeout)
        found = self.take(offset, limit)
        if found or timeout <= 0:
            return found
        await self._wait(min(timeout, LONGEST_POLL))
        return self.take(offset, limit)

    def release(self) -> None:
        """End the poll under way with what there is (the server is stopping)."""
        self._wake(None)

    def forget(self) -> None:
        self._pending = []
        self._soonest = float("inf")

    def restart_ids(self, next_id: int | None = None) -> int:
        """What a quiet week does: nothing pending, and ids that restart lower, at random."""
        self.forget()
        self._next_id = next_id or secrets.randbelow(self._next_id - 1) + 1
        return self._next_id

    def _slow_down(self, offset: int, limit: int, timeout: float) -> tuple[int, float]:
        """Same offset within 3 s: wait 3 s; within 0.5 s: one update (server source, l.15716)."""
        (before, at), now = self._last_poll, time.monotonic()
        self._last_poll = (offset, now)
        if offset != before or now - at >= 3:
            return limit, timeout
        return 1 if now - at < 0.5 else limit, max(timeout, 3)

    async def _wait(self, seconds: float) -> None:
        waiter: asyncio.Future[Refusal | None] = asyncio.get_running_loop().create_future()
        self._waiter = waiter
        try:
            async with asyncio.timeout(seconds):
                ended_by = await waiter
        except TimeoutError:
            return
        finally:
            if self._waiter is waiter:
                self._waiter = None
        if ended_by is not None:
            raise ended_by

    def _wake(self, ended_by: Refusal | None) -> None:
        waiter, self._waiter = self._waiter, None
        if waiter is not None:
            # Persons may act from another thread (a browser test): never touch the future here.
            waiter.get_loop().call_soon_threadsafe(_settle, waiter, ended_by)

    def _confirm(self, offset: int) -> None:
        kept = self._pending
        done = next((i for i, update in enumerate(kept) if update.update_id >= offset), len(kept))
        if done:
            self._pending = kept[done:]

    def _forget_expired(self) -> None:
        now = self._clock.now().timestamp()
        if now < self._soonest:
            return
        self._pending = [update for update in self._pending if update.expires > now]
        self._soonest = min((u.expires for u in self._pending), default=float("inf"))


def _settle(waiter: asyncio.Future[Any], ended_by: Refusal | None) -> None:
    if not waiter.done():
        waiter.set_result(ended_by)
