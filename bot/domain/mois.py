"""Months as the point mensuel knows them: the ISO weeks whose Thursday is in the month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal, Self

from bot.domain.semaine import Semaine, weeks

Frequence = Literal["hebdo", "mensuel"]
"""How often a point leaves: every week, or every month of weeks."""

JEUDI: Final = timedelta(days=3)


@dataclass(frozen=True, slots=True, order=True)
class Mois(Semaine):
    """Four or five weeks read as one: `lundi` begins the first, `dimanche` ends the last.

    Each week is in exactly one month, so that weeks add up to months, and months to the year.
    """

    @classmethod
    def around(cls, day: date) -> Self:
        """The month of the week of that day."""
        jeudi = day - timedelta(days=day.weekday()) + JEUDI
        return cls._of(jeudi.year, jeudi.month)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read « 2026-11 »; raises ValueError, in French, for anything else."""
        year, _, number = text.strip().partition("-")
        try:
            return cls._of(int(year), int(number))
        except ValueError:
            raise ValueError(f"mois « {text} » illisible : écrivez 2026-11") from None

    @classmethod
    def _of(cls, year: int, number: int) -> Self:
        first = date(year, number, 1)
        jeudi = first + timedelta(days=(3 - first.weekday()) % 7)
        return cls(jeudi - JEUDI)

    @property
    def _jeudi(self) -> date:
        return self.lundi + JEUDI

    @property
    def label(self) -> str:
        return f"{self.annee}-{self.numero:02d}"

    @property
    def numero(self) -> int:
        return self._jeudi.month

    @property
    def annee(self) -> int:
        return self._jeudi.year

    @property
    def dimanche(self) -> date:
        return self.shifted(1).lundi - timedelta(days=1)

    @property
    def semaines(self) -> tuple[Semaine, ...]:
        """Its weeks, oldest first."""
        return tuple(weeks(self.lundi, self.dimanche))

    def bornes(self) -> tuple[datetime, datetime]:
        return self.minuit(0), self.minuit((self.dimanche - self.lundi).days + 1)

    def shifted(self, months: int) -> Self:
        """The month so many later (earlier when negative)."""
        rank = self.annee * 12 + self.numero - 1 + months
        return self._of(rank // 12, rank % 12 + 1)


def periode(label: str) -> Semaine:
    """« 2026-W47 » as a week, « 2026-11 » as a month. Raises ValueError, in French."""
    return Semaine.parse(label) if "W" in label.upper() else Mois.parse(label)


PERIODES: Final[dict[Frequence, type[Semaine]]] = {"hebdo": Semaine, "mensuel": Mois}
"""What each point is about."""


def frequence(semaine: Semaine) -> Frequence:
    """Of which point that week, or that month, is."""
    return frequence_of(type(semaine))


def frequence_of(sorte: type[Semaine]) -> Frequence:
    """The same of weeks, or of months, whichever they are."""
    return "mensuel" if issubclass(sorte, Mois) else "hebdo"
