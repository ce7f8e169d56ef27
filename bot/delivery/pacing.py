"""How fast messages of one channel may leave: as the other side bears them, or as they come."""

from __future__ import annotations

import math
from typing import Final, Protocol

PLENTY: Final = 1_000


class Pace(Protocol):
    """Says how many messages may leave now, and learns of each that does."""

    def room(self) -> int:
        """How many may leave at this moment."""

    def resting(self) -> list[str]:
        """The addresses that must get nothing at this moment."""

    def spend(self, address: str, *, edit: bool) -> None:
        """One leaves for `address`; `edit` rewrites a message already there."""

    def slow_down(self, address: str, seconds: float) -> None:
        """The other side asked for a pause of so many seconds."""

    def delay(self) -> float:
        """Seconds until something that may not leave now may; infinite when all may leave."""


class Unpaced:
    """No limit but the number of sendings under way."""

    def room(self) -> int:
        return PLENTY

    def resting(self) -> list[str]:
        return []

    def spend(self, address: str, *, edit: bool) -> None:
        """Nothing to count."""

    def slow_down(self, address: str, seconds: float) -> None:
        """The row itself waits; the others go on."""

    def delay(self) -> float:
        return math.inf
