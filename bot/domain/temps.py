"""Working time: in the street and out of it, and the share that the convention expects."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from bot.clock import PARIS, paris

NIGHT_ENDS: Final = timedelta(hours=5)
"""Until five in the morning, a night's work still belongs to the day before."""


@dataclass(frozen=True, slots=True)
class TempsDeTravail:
    """Minutes of persons: one hour of a binôme in the street makes two hours of mediators."""

    presence: int = 0
    hors_terrain: int = 0

    @property
    def total(self) -> int:
        return self.presence + self.hors_terrain

    @property
    def part_terrain(self) -> int | None:
        """Share of the time spent in the street, in percent (000 l.142: about 60 %).

        presence / (presence + hors terrain), both in minutes of persons. None while one of the
        two is empty: a share of what nobody noted would always read 100 %.
        """
        if not self.presence or not self.hors_terrain:
            return None
        return round(100 * self.presence / self.total)


def journee_de(moment: datetime) -> date:
    """The working day, in Paris, to which an instant (aware) belongs."""
    return (paris(moment) - NIGHT_ENDS).date()


def matin_de(day: date) -> datetime:
    """When that working day begins, in Paris."""
    return datetime.combine(day, time(0), PARIS) + NIGHT_ENDS
