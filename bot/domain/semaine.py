"""ISO weeks as the comité knows them: Monday to Sunday on a clock in Paris."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, Literal, Self

from bot.clock import PARIS, paris

Jour = Literal["lun", "mar", "mer", "jeu", "ven", "sam", "dim"]
JOURS: Final[tuple[Jour, ...]] = ("lun", "mar", "mer", "jeu", "ven", "sam", "dim")


@dataclass(frozen=True, slots=True, order=True)
class Semaine:
    """One ISO week, known by its Monday."""

    lundi: date

    def __post_init__(self) -> None:
        if self.lundi.weekday() != 0:
            raise ValueError(f"{self.lundi} n'est pas un lundi")

    @classmethod
    def of(cls, moment: datetime) -> Self:
        """The week in which `moment` (aware) falls in Paris."""
        return cls.around(paris(moment).date())

    @classmethod
    def around(cls, day: date) -> Self:
        """The week of that day."""
        return cls(day - timedelta(days=day.weekday()))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read « 2026-W47 »; raises ValueError, in French, for anything else."""
        year, _, number = text.strip().upper().partition("-W")
        try:
            return cls(date.fromisocalendar(int(year), int(number), 1))
        except ValueError:
            raise ValueError(f"semaine « {text} » illisible : écrivez 2026-W47") from None

    @property
    def label(self) -> str:
        year, number, _ = self.lundi.isocalendar()
        return f"{year}-W{number:02d}"

    @property
    def numero(self) -> int:
        return self.lundi.isocalendar().week

    @property
    def dimanche(self) -> date:
        return self.lundi + timedelta(days=6)

    def bornes(self) -> tuple[datetime, datetime]:
        """First instant, and first instant of the week after, in UTC (167 h or 169 h at DST)."""
        return _midnight(self.lundi), _midnight(self.lundi + timedelta(days=7))

    def minuit(self, rang: int) -> datetime:
        """The first instant of its day of that rank; of 7, the end of the week."""
        return _midnight(self.lundi + timedelta(days=rang))

    def shifted(self, weeks: int) -> Self:
        """The week `weeks` later (earlier when negative)."""
        return type(self)(self.lundi + timedelta(weeks=weeks))


def weeks(first: date, last: date) -> Iterator[Semaine]:
    """Each week from the one that holds `first` to the one that holds `last`."""
    week = Semaine.around(first)
    while week.lundi <= last:
        yield week
        week = week.shifted(1)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), PARIS).astimezone(UTC)
