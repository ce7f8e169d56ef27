"""A binôme of the simulation: two telephones, its sites, its leave, and what it has in mind."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from random import Random
from typing import Final

from bot.simulation.monde import Monde
from bot.simulation.saisons import hasard
from bot.simulation.telephone import Telephone
from storage import presences
from storage.models import Presence

ETE: Final = 28
"""The ISO week from which the summer leave may begin."""


@dataclass(slots=True)
class Equipe:
    """Two mediators; `chance` is theirs alone."""

    monde: Monde
    slug: str
    elle: Telephone
    lui: Telephone
    chance: Random
    poste: dict[int, tuple[int, str]] = field(default_factory=dict)
    """By telephone, the start that the bot last proposed: message and data."""
    minutes: Counter[date] = field(default_factory=Counter)
    """Of presence, by day: what the time out of the street follows from."""
    a_noter: Counter[int] = field(default_factory=Counter)
    """By telephone, minutes out of the street that are still to be noted."""
    touches: set[str] = field(default_factory=set)
    """Presets already touched: a second touch would add nothing."""

    @property
    def binome_id(self) -> int:
        return self.monde.programme.binomes[self.slug]

    @property
    def both(self) -> tuple[Telephone, Telephone]:
        return self.elle, self.lui

    def one(self) -> Telephone:
        """Either of them: one of the two logs."""
        return self.chance.choice(self.both)

    def likely(self, probability: float) -> bool:
        return self.chance.random() < probability

    def running(self) -> Presence | None:
        """The presence under way, as the bot has it."""
        return presences.running(self.monde.scene.registre.tx, self.binome_id)

    def en_conge(self, jour: date) -> bool:
        return semaine_de_conge(self.monde.seed, self.slug, *jour.isocalendar()[:2])


@lru_cache(maxsize=10_000)
def semaine_de_conge(seed: int, slug: str, annee: int, semaine: int) -> bool:
    """Five weeks a year: three in summer, the one of Christmas, one in spring."""
    chance = hasard(seed, "conges", slug, annee)
    summer = ETE + chance.randrange(5)
    spring = 14 + chance.randrange(5)
    christmas = date(annee, 12, 25) - timedelta(days=date(annee, 12, 25).weekday())
    return semaine in (summer, summer + 1, summer + 2, spring, christmas.isocalendar().week)
