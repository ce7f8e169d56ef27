"""What Telegram gave in one answer, and whoever waits for it to be safe with us."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from storage.machine import inbox
from storage.machine.db import Tx
from storage.machine.inbox import StoredUpdate


@dataclass(frozen=True, slots=True)
class Arrival:
    """Updates (raw) that Telegram just gave; `kept` is settled when they are safe with us."""

    bot_id: int
    updates: Sequence[dict[str, Any]]
    at: datetime
    kept: asyncio.Future[None]
    since: float = field(default_factory=time.monotonic)

    def say(self, failure: Exception | None = None) -> None:
        """Whoever gave them may go on, unless they stopped waiting."""
        if self.kept.done():
            return
        if failure is None:
            self.kept.set_result(None)
        else:
            self.kept.set_exception(failure)

    def store(self, tx: Tx, promised: Collection[int] = ()) -> list[StoredUpdate]:
        """Those that are new; the `promised` ones are handled in the same transaction."""
        return inbox.store(tx, self.bot_id, self.updates, self.at, promised)
