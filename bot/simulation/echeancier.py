"""What is to happen, in the order of the clock."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable
from datetime import datetime

Fait = Callable[[], object]


class Echeancier:
    """Deeds by their instant; those of one instant, in the order in which they were foreseen."""

    def __init__(self) -> None:
        self._heap: list[tuple[datetime, int, Fait]] = []
        self._ranks = itertools.count()

    def foresee(self, moment: datetime, fait: Fait) -> None:
        heapq.heappush(self._heap, (moment, next(self._ranks), fait))

    def next_before(self, limit: datetime) -> tuple[datetime, Fait] | None:
        """The first one that comes before `limit`, taken out."""
        if not self._heap or self._heap[0][0] >= limit:
            return None
        moment, _rank, fait = heapq.heappop(self._heap)
        return moment, fait
