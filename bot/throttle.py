"""No one hammers a door: a small bucket per account, per link and per network address."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

REFILL_SECONDS = 6.0
KEYS_MAX = 10_000


@dataclass
class Throttle:
    """Allows `capacity` tries at once, then one every `refill` seconds, for each key."""

    refill: float = REFILL_SECONDS
    _used: dict[str, tuple[float, datetime]] = field(default_factory=dict)

    def allows(self, key: str, capacity: int, now: datetime) -> bool:
        used, since = self._used.get(key, (0.0, now))
        used = max(0.0, used - (now - since).total_seconds() / self.refill)
        if used + 1 > capacity:
            return False
        if len(self._used) >= KEYS_MAX:
            # Whoever fills the memory with keys only makes us forget the oldest.
            self._used.pop(next(iter(self._used)))
        self._used[key] = (used + 1, now)
        return True
