"""What is counted in this process for whoever scrapes it: durations in buckets, ends by kind."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

BORNES: Final = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
"""Seconds: each bucket holds what took no longer, and more than the one before."""


@dataclass
class Durees:
    """How many lasted how long; some numbers, however many there were."""

    par_borne: list[int] = field(default_factory=lambda: [0] * (len(BORNES) + 1))
    somme: float = 0.0

    def note(self, seconds: float) -> None:
        self.par_borne[bisect_left(BORNES, seconds)] += 1
        self.somme += seconds

    def cumulees(self) -> Iterator[tuple[str, float]]:
        """(« 0.1 », how many took no longer), up to « +Inf », as Prometheus counts."""
        total = 0
        for borne, number in zip((*map(str, BORNES), "+Inf"), self.par_borne, strict=True):
            total += number
            yield borne, total


@dataclass
class Compteurs:
    """Since this process began. `remises`: by channel and by what became of each sending."""

    tours: Durees = field(default_factory=Durees)
    """From the moment that Telegram gave an update to the commit of its turn."""
    remises: Counter[tuple[str, str]] = field(default_factory=Counter)
