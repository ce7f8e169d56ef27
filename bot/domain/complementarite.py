"""Two teams in the same quartiers: when both are there, and when nobody is (000 l.42, l.99)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

VILLE: Final = "mediation-ville"
"""The domain by which an annuaire names the Ville's own mediators (000 l.49)."""


@dataclass(frozen=True, slots=True)
class PlageQuartier:
    """Somebody is in that quartier from one instant to another."""

    quartier: str
    debut: datetime
    fin: datetime

    @property
    def minutes(self) -> int:
        return int((self.fin - self.debut).total_seconds()) // 60


def overlap(ours: Iterable[PlageQuartier], theirs: Iterable[PlageQuartier]) -> list[PlageQuartier]:
    """When both are in the same quartier, each moment once, the earliest first."""
    together = [both for one in ours for other in theirs if (both := _both(one, other))]
    return list(_merged(sorted(together, key=lambda one: (one.quartier, one.debut))))


def _both(one: PlageQuartier, other: PlageQuartier) -> PlageQuartier | None:
    debut, fin = max(one.debut, other.debut), min(one.fin, other.fin)
    alike = one.quartier == other.quartier and debut < fin
    return PlageQuartier(one.quartier, debut, fin) if alike else None


def _merged(plages: Iterable[PlageQuartier]) -> Iterator[PlageQuartier]:
    held: PlageQuartier | None = None
    for one in plages:
        if held and held.quartier == one.quartier and one.debut <= held.fin:
            held = PlageQuartier(held.quartier, held.debut, max(held.fin, one.fin))
            continue
        if held:
            yield held
        held = one
    if held:
        yield held
