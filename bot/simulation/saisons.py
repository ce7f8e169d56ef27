"""What a street is like on a day: months, weather, holidays, and the tense weeks of a place."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Final, TypeVar

from bot.clock import PARIS, paris
from bot.domain.periodes import VACANCES, Calendrier, reperes_at

T = TypeVar("T")

MOIS: Final = (0.6, 0.65, 0.8, 0.95, 1.1, 1.25, 1.2, 1.0, 1.1, 0.95, 0.75, 0.6)
"""How many people a month brings into the street, January first (000 l.142, saisonnalité)."""
PLUIE: Final = (0.4, 0.35, 0.35, 0.3, 0.3, 0.2, 0.15, 0.15, 0.2, 0.3, 0.4, 0.4)
"""The share of its days that are wet."""
MOUILLE, FERMEES, WEEK_END = 0.55, 0.9, 1.25
"""What rain, school holidays and a Saturday do to a crowd."""
EVENEMENTS: Final = frozenset({(6, 21), (7, 14), (9, 20), (10, 31), (12, 19), (12, 31)})
"""Days that fill a place, and try it: (month, day)."""
TENSION_DEBUT: Final = 0.05
"""How likely a calm week is to begin a tense spell."""
TENSION_SUITE: Final = 0.55
"""How likely a tense week is to be followed by another."""
CHAUDS: Final = frozenset({6, 7, 8, 10})
"""Months in which such spells are twice as likely."""
PROGRES: Final = 0.02
"""What a week of presence adds to the ambiance of a place, up to a whole point."""


@dataclass(frozen=True, slots=True)
class Ciel:
    """A day, as everybody in the town lives it."""

    jour: date
    foule: float
    """Of an ordinary day, 1."""
    vacances: bool
    evenement: bool
    pluie: bool


def hasard(seed: int, *of: object) -> Random:
    """A stream of chance of its own for each thing: one more binôme changes none of the others."""
    return Random(":".join(map(str, (seed, *of))))  # noqa: S311 (a past, not a secret)


def ciel(seed: int, jour: date, calendrier: Calendrier) -> Ciel:
    """That day: the same for every binôme."""
    chance = hasard(seed, "ciel", jour)
    month = jour.month - 1
    pluie = chance.random() < PLUIE[month]
    noon = datetime.combine(jour, time(12), PARIS)
    vacances = VACANCES in reperes_at(noon, calendrier)
    evenement = (jour.month, jour.day) in EVENEMENTS
    foule = MOIS[month] * chance.uniform(0.85, 1.15)
    foule *= (MOUILLE if pluie else 1) * (FERMEES if vacances else 1)
    foule *= (WEEK_END if jour.weekday() == 5 else 1) * (2 if evenement else 1)
    return Ciel(jour, foule, vacances, evenement, pluie)


class Climat:
    """A site, week after week: it gets better with presence, and has its bad spells."""

    def __init__(self, seed: int, site: str, first: date) -> None:
        self._chance = hasard(seed, "lieu", site)
        self._base = self._chance.uniform(2.7, 3.4)
        self._first = first
        self._weeks: list[bool] = []

    def tendue(self, jour: date) -> bool:
        """Whether that week is one of a tense spell."""
        week = (jour - self._first).days // 7
        while len(self._weeks) <= week:
            self._weeks.append(self._next())
        return self._weeks[week]

    def ambiance(self, ciel: Ciel, chance: Random) -> int:
        """From 1, very tense, to 5, friendly."""
        weeks = (ciel.jour - self._first).days / 7
        told = self._base + min(1.0, PROGRES * weeks) + chance.gauss(0, 0.55)
        told -= 1.3 if self.tendue(ciel.jour) else 0
        return max(1, min(5, round(told)))

    def _next(self) -> bool:
        before = bool(self._weeks and self._weeks[-1])
        begins = self._first + timedelta(weeks=len(self._weeks))
        likely = TENSION_DEBUT * (2 if begins.month in CHAUDS else 1)
        return self._chance.random() < (TENSION_SUITE if before else likely)


def frequentation(foule: float, chance: Random) -> int:
    """From 0, nobody, to 3, crowded."""
    return max(0, min(3, round(foule * 1.7 + chance.gauss(0, 0.4))))


def combien(mean: float, chance: Random) -> int:
    """How many times something happens that happens `mean` times on average (Poisson)."""
    bound, product, times = math.exp(-mean), chance.random(), 0
    while product > bound:
        product *= chance.random()
        times += 1
    return times


def parmi(weights: Mapping[T, float], chance: Random) -> T:
    """One of them, by its weight."""
    return chance.choices(list(weights), list(weights.values()))[0]


def selon(weights: Mapping[str, float], offered: Sequence[str], chance: Random) -> str:
    """One of those offered; what no weight names is rare."""
    return parmi({slug: weights.get(slug, 0.02) for slug in offered}, chance)


def a_l_heure(jour: date, heure: time, minutes: float = 0) -> datetime:
    """That hour of that day in Paris, so many minutes later (UTC)."""
    return datetime.combine(jour, heure, PARIS).astimezone(UTC) + timedelta(minutes=minutes)


def jour_de(moment: datetime) -> date:
    return paris(moment).date()
