"""How fast messages may leave for Telegram: within its limits, and slower after a refusal."""

from __future__ import annotations

import math
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from bot.delivery.threads import thread_at

BEARABLE: Final = 0.97
"""What is left of the overall rate after a 429."""
RECOVERY: Final = 0.02
"""Messages per second given back to the overall rate, each second."""
SLOWEST: Final = 5.0


@dataclass(frozen=True, slots=True)
class Rates:
    """Messages per second, and how many may leave at once.

    Telegram's own limits are 30 a second overall, 1 a second in a private chat and 20 a minute
    in a group; a full second or minute of ours, burst included, stays within them. The overall
    burst only makes up for a wake that came some milliseconds late.
    """

    overall: float = 29.5
    overall_burst: float = 1.3
    private: float = 1.0
    private_burst: float = 3.0
    group: float = 18 / 60
    group_burst: float = 2.0


@dataclass(slots=True)
class Bucket:
    """`tokens` there at instant `at`, filled at `rate` a second up to `size`."""

    rate: float
    size: float
    tokens: float
    at: float

    def fill(self, now: float) -> float:
        self.tokens = min(self.size, self.tokens + (now - self.at) * self.rate)
        self.at = now
        return self.tokens

    def wait(self) -> float:
        """Seconds from the last filling until one token is there."""
        return max(0.0, (1 - self.tokens) / self.rate)


class TelegramPace:
    """Telegram's limits; the overall rate falls by 3 % at each 429 and climbs back slowly."""

    def __init__(
        self, rates: Rates | None = None, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._rates = rates or Rates()
        self._monotonic = monotonic
        burst = self._rates.overall_burst
        self._overall = Bucket(self._rates.overall, burst, burst, monotonic())
        self._chats: dict[int, Bucket] = {}
        self._threads: defaultdict[int, set[str]] = defaultdict(set)
        """The addresses of each chat: the topics of a forum share its limit."""

    @property
    def rate(self) -> float:
        """The overall rate at present, in messages per second."""
        return self._overall.rate

    def room(self) -> int:
        now = self._monotonic()
        overall = self._overall
        gained = (now - overall.at) * RECOVERY
        overall.fill(now)
        overall.rate = min(self._rates.overall, overall.rate + gained)
        return int(overall.tokens)

    def resting(self) -> list[str]:
        now = self._monotonic()
        full = [name for name, chat in self._chats.items() if chat.fill(now) >= chat.size]
        for name in full:
            del self._chats[name], self._threads[name]
        spent = [name for name, chat in self._chats.items() if chat.tokens < 1]
        return [address for name in spent for address in self._threads[name]]

    def spend(self, address: str, *, edit: bool) -> None:
        """An edit in a private chat is not counted there: cards are rewritten at each tap."""
        self._overall.tokens -= 1
        if not edit or is_group(address):
            self._chat(address).tokens -= 1

    def slow_down(self, address: str, seconds: float) -> None:
        chat = self._chat(address)
        chat.tokens = min(chat.tokens, 1 - seconds * chat.rate)
        self._overall.rate = max(SLOWEST, self._overall.rate * BEARABLE)

    def delay(self) -> float:
        waits = [0.0 if self.room() else self._overall.wait()]
        now = self._monotonic()
        for chat in self._chats.values():
            chat.fill(now)
            waits.append(chat.wait())
        return min((wait for wait in waits if wait > 0), default=math.inf)

    def _chat(self, address: str) -> Bucket:
        """The bucket of a chat, filled up to now."""
        now, number = self._monotonic(), thread_at(address).chat
        self._threads[number].add(address)
        if number not in self._chats:
            rates = self._rates
            group = is_group(address)
            rate = rates.group if group else rates.private
            burst = rates.group_burst if group else rates.private_burst
            self._chats[number] = Bucket(rate, burst, burst, now)
        chat = self._chats[number]
        chat.fill(now)
        return chat


def is_group(address: str) -> bool:
    """Telegram numbers its groups below zero."""
    return address.startswith("-")
