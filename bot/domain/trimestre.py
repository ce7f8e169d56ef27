"""A quarter that letters add up to: the whole weeks whose Thursday falls in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Final, Self

from bot.domain.semaine import Semaine, weeks

WRITTEN: Final = re.compile(r"(\d{4})-T([1-4])")
MONTHS: Final = 3
JEUDI: Final = 3


@dataclass(frozen=True, slots=True, order=True)
class Trimestre:
    """Thirteen weeks, or fourteen: a week is in one quarter, as the ISO year has it."""

    annee: int
    rang: int
    """From 1 to 4."""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read « 2026-T4 »; raises ValueError, in French, for anything else."""
        found = WRITTEN.fullmatch(text.strip().upper())
        if found is None:
            raise ValueError(f"trimestre « {text} » illisible : écrivez 2026-T4")
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, semaine: Semaine) -> Self:
        """The one that holds that week."""
        jeudi = semaine.lundi + timedelta(days=JEUDI)
        return cls(jeudi.year, (jeudi.month - 1) // MONTHS + 1)

    def before(self) -> Self:
        """The one that ends as this one begins."""
        return type(self).of(self.semaines[0].shifted(-1))

    @property
    def label(self) -> str:
        return f"{self.annee}-T{self.rang}"

    @property
    def nom(self) -> str:
        """« 4e trimestre 2026 »."""
        return f"{self.rang}{'er' if self.rang == 1 else 'e'} trimestre {self.annee}"

    @property
    def semaines(self) -> tuple[Semaine, ...]:
        return _whole_weeks(self.annee, self.rang)

    @property
    def debut(self) -> date:
        """Its first day, a Monday."""
        return self.semaines[0].lundi

    @property
    def fin(self) -> date:
        """Its last day, a Sunday."""
        return self.semaines[-1].dimanche


@cache
def _whole_weeks(annee: int, rang: int) -> tuple[Semaine, ...]:
    first = date(annee, MONTHS * (rang - 1) + 1, 1)
    years, month = divmod(MONTHS * rang, 12)
    last = date(annee + years, month + 1, 1) - timedelta(days=1)
    around = weeks(first, last)
    return tuple(one for one in around if first <= one.lundi + timedelta(days=JEUDI) <= last)
