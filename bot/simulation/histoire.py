"""A whole past: a programme opens, its people join, then every day is lived in its order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final

from bot import garbage
from bot.simulation.direct import Direct
from bot.simulation.saisons import a_l_heure
from bot.simulation.scene import opened
from bot.simulation.telephone import Telephone
from bot.simulation.troupe import Troupe
from storage.dispositif import Dispositif, actifs
from storage.machine.db import Database

OUVERTURE: Final = time(8)
MANY: Final = 5
"""Beyond so many binômes nobody looks at a screen: the days are the same, in half the time."""
Avance = Callable[[date], None]
"""Told of each day that begins."""


@dataclass(frozen=True, slots=True)
class Periode:
    """From the first day to the last one, both lived."""

    premier: date
    semaines: int

    @property
    def dernier(self) -> date:
        return self.premier + timedelta(days=7 * self.semaines - 1)

    def jours(self) -> Iterator[date]:
        for rank in range(7 * self.semaines):
            yield self.premier + timedelta(days=rank)

    @classmethod
    def ending(cls, dernier: date, semaines: int) -> Periode:
        return cls(dernier - timedelta(days=7 * semaines - 1), semaines)


def simulate(
    database: Database,
    config: Dispositif,
    periode: Periode,
    seed: int,
    says: Avance = lambda _jour: None,
    *,
    voix: type[Telephone] | None = None,
    parting: bool = False,
) -> Counter[str]:
    """Live `periode` in an empty, migrated `database`; the answers that the bot did not take.

    The same seed lives the same days, whatever the `voix`: by default that of a telephone, unless
    there are many. With `parting`, its people leave the team at the end: others take their place.
    `config` comes from `demonstration`.
    """
    many = len(actifs(config.binomes)) > MANY
    begins = a_l_heure(periode.premier, OUVERTURE)
    with garbage.seldom(), opened(database, config, begins) as scene:
        troupe = Troupe(scene, seed, periode.premier, voix or (Direct if many else Telephone))
        troupe.opens()
        for jour in periode.jours():
            says(jour)
            troupe.lives(jour)
        if parting:
            troupe.closes()
        return scene.refused
