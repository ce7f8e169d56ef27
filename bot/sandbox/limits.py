"""Telegram's flood limits, when a world asks for them."""

from __future__ import annotations

import math
from dataclasses import dataclass

from bot.clock import Clock
from bot.sandbox.refusals import too_many_requests

# Rates per second and the burst let through: research gives 30/s overall, 1/s in a private
# chat, 20 a minute in a group; Telegram itself publishes no exact burst.
OVERALL = (30.0, 30.0)
PRIVATE = (1.0, 3.0)
GROUP = (20 / 60, 20.0)


@dataclass(slots=True)
class SimBucket:
    """Tokens left at `at` (seconds of the world's clock), filled at `rate` up to `size`."""

    rate: float
    size: float
    left: float
    at: float

    def fill(self, now: float) -> float:
        self.left = min(self.size, self.left + (now - self.at) * self.rate)
        self.at = now
        return self.left


class Limits:
    """Counts messages sent; refuses with 429 and the seconds to wait."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._buckets: dict[int, SimBucket] = {}

    def check(self, chat_id: int, *, is_private: bool, weight: int = 1) -> None:
        """Spend `weight` messages to this chat, or raise the 429 (nothing is spent then)."""
        now = self._clock.now().timestamp()
        pair = (
            self._bucket(0, OVERALL, now),
            self._bucket(chat_id, PRIVATE if is_private else GROUP, now),
        )
        wait = max((weight - bucket.fill(now)) / bucket.rate for bucket in pair)
        if wait > 0:
            raise too_many_requests(max(1, math.ceil(wait)))
        for bucket in pair:
            bucket.left -= weight

    def _bucket(self, key: int, pace: tuple[float, float], now: float) -> SimBucket:
        rate, size = pace
        return self._buckets.setdefault(key, SimBucket(rate, size, size, now))
