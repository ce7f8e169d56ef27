"""Counts of people by category, for some places and days, as somebody reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Ventilation:
    """Counts of people by category, for some places and days, as somebody reads them.

    lieux: slugs of sites. debut, fin: the first day, and the first one after. comptes: by
    category, or several together (`bandes.joined`), None where it is not told. total: of all
    categories, exact (an event is public).
    """

    mesure: str
    lieux: frozenset[str]
    debut: date
    fin: date
    comptes: Mapping[str, int | None]
    total: int

    @property
    def portee(self) -> tuple[str, frozenset[str], date, date]:
        """What it is about, whatever it tells of it."""
        return self.mesure, self.lieux, self.debut, self.fin

    def rencontre(self, other: Ventilation) -> bool:
        """Whether both speak of a same place on a same day."""
        together = self.debut < other.fin and other.debut < self.fin
        return together and bool(self.lieux & other.lieux)
