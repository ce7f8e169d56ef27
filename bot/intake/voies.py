"""Updates that wait to be handled: those of one person in order, people side by side."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from storage.machine import inbox
from storage.machine.inbox import StoredUpdate


class Voies:
    """A queue for each voie; one that is held gives nothing until it is released."""

    def __init__(self) -> None:
        self._queues: dict[str, deque[StoredUpdate]] = {}
        self._since: dict[int, float] = {}
        """By its id, when each was given to us, on the clock that never goes back."""
        self._held: set[str] = set()

    def __bool__(self) -> bool:
        return bool(self._queues)

    @property
    def ready(self) -> bool:
        """Whether some voie has something to give."""
        return any(voie not in self._held for voie in self._queues)

    @property
    def under_way(self) -> bool:
        """Whether somebody is busy with the head of a voie."""
        return bool(self._held)

    def add(self, updates: Iterable[StoredUpdate], since: float | None = None) -> None:
        """Queue `updates`, in order; one that is queued already is passed over.

        since: when they were given to us, now if nobody says (`time.monotonic`).
        """
        since = time.monotonic() if since is None else since
        for update in updates:
            if update.id not in self._since:
                self._since[update.id] = since
                self._queues.setdefault(update.voie, deque()).append(update)

    def heads(self, fresh: Sequence[StoredUpdate] = ()) -> Iterator[StoredUpdate]:
        """The first of each voie, the oldest first, as if `fresh` had been added.

        Each knows whether its author wrote again meanwhile. Changes nothing: `fresh` may yet
        be undone.
        """
        firsts: dict[str, list[StoredUpdate]] = {
            voie: list(islice(queue, 2)) for voie, queue in self._queues.items()
        }
        for update in fresh:
            if update.id not in self._since:
                firsts.setdefault(update.voie, []).append(update)
        for first, *behind in sorted(firsts.values(), key=lambda queued: queued[0].id):
            if first.voie not in self._held:
                yield replace(first, followed=bool(behind) and inbox.is_text(behind[0]))

    def free(self, raws: Iterable[dict[str, Any]]) -> set[int]:
        """The `update_id`s of those (raw) that have nothing before them in their voie."""
        firsts: dict[str, int] = {}
        for raw in raws:
            firsts.setdefault(inbox.voie_of(raw), raw["update_id"])
        return {id for voie, id in firsts.items() if voie not in self._queues}

    def hold(self, update: StoredUpdate) -> None:
        """Somebody is busy with it: it, and those behind it, wait."""
        self._held.add(update.voie)

    def release(self, update: StoredUpdate) -> None:
        """Its voie goes on."""
        self._held.discard(update.voie)

    def done(self, update: StoredUpdate) -> float:
        """The head of its voie is handled, or put aside; how many seconds that took."""
        queue = self._queues[update.voie]
        since = self._since.pop(queue.popleft().id)
        if not queue:
            del self._queues[update.voie]
        return time.monotonic() - since
