"""Encounters as they are published: where and when exactly, with whom only in large numbers.

An encounter in public space is an event, its public describes people (ADR 0006). Ages too few to
be told are told with their neighbours. Each
territoire's publics are protected alone, the whole made from them: a comité technique that holds
every territoire's point hebdo beside its own learns nothing by subtraction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.bandes import Bande, banded, joined, parts
from bot.domain.petits_effectifs import SEUIL, protect, protect_beside
from digests.contract import Comptes, Perimetre
from storage.dispositif import Dispositif
from storage.figures import Lieu
from storage.indicateurs.releve import Releve
from storage.indicateurs.rencontres import RENCONTRES

Counts = dict[tuple[int, str, str], int]
"""Encounters by (site, tranche, public)."""
OLDEST: Final = 100
"""Years: a public without an upper bound is said « et plus »."""


@dataclass(frozen=True)
class Publics:
    """Whom one meets, by slug: ages, the youngest first, then whoever has none."""

    ages: tuple[str, ...]
    autres: tuple[str, ...]

    @property
    def tous(self) -> tuple[str, ...]:
        return (*self.ages, *self.autres)

    def of(self, bande: Bande) -> tuple[str, ...]:
        """The slugs of a band, whose rank after the last age stands for all the others."""
        ages = tuple(self.ages[rank] for rank in bande if rank < len(self.ages))
        return ages if bande[-1] < len(self.ages) else (*ages, *self.autres)


def publics(config: Dispositif, counts: Counts) -> Publics:
    """Those of the file, then those that left it since they were counted."""
    ages = tuple(public.slug for public in config.publics if public.ages)
    listed = [public.slug for public in (*config.publics, *config.roles)]
    every = dict.fromkeys([*listed, *sorted({public for *_, public in counts})])
    return Publics(ages, tuple(slug for slug in every if slug not in ages))


def named(config: Dispositif, slugs: Sequence[str]) -> str:
    """« 12-17 ans »; of several, « Moins de 18 ans », « 26 ans et plus, autres publics »."""
    if len(slugs) == 1:
        return config.public(slugs[0]).label
    bounds = [public.ages for slug in slugs if (public := config.public(slug)).ages]
    least, most = min(low for low, _ in bounds), max(high for _, high in bounds)
    ages = f"{least}-{most} ans" if least else f"Moins de {most + 1} ans"
    ages = f"{least} ans et plus" if most >= OLDEST else ages
    return ages if len(bounds) == len(slugs) else f"{ages}, autres publics"


def counted(releve: Releve) -> Counts:
    """What was counted there, as it was noted."""
    counts: Counter[tuple[int, str, str]] = Counter()
    for lieu in releve.lieux:
        for line in releve.on(lieu).lignes(RENCONTRES):
            counts[lieu.id, line.tranche, line.public] += line.n
    return counts


def by_public(
    perimetre: Perimetre,
    counts: Counts,
    publics: Publics,
    tell: Callable[[Sequence[Lieu], Comptes, int], Comptes],
) -> dict[str, int]:
    """Encounters by public, or by several together, of each territoire that may tell them.

    tell: what may be told of those places, given their total, beside all that left before.
    """
    tables = []
    for lieux in perimetre.territoires.values():
        ids = {lieu.id for lieu in lieux}
        mine = {key: n for key, n in counts.items() if key[0] in ids}
        # Nobody met is told too, by silence: the register knows these zeros.
        alone = _protected(mine, publics) if mine else dict.fromkeys(publics.tous, 0)
        tables.append(tell(lieux, alone, sum(mine.values())))
    return _summed(tables, publics)


def _protected(counts: Counts, publics: Publics) -> dict[str, int | None]:
    """What may be told of the publics of one territoire, by itself: ages in bands, then the rest.

    One band alone describes everyone in each cell: beside a small one, nothing is told.
    """
    met: Counter[str] = Counter()
    for (_, _, public), n in counts.items():
        met[public] += n
    cells = list(_cells(counts).values())
    others = [met[public] for public in publics.autres]
    ages, last = [met[age] for age in publics.ages], (len(publics.ages),)
    row, bandes = [*ages, sum(others)], banded(ages, sum(others))
    told = [bande for bande in bandes if any(row[rank] for rank in bande)]
    found: dict[str, int | None] = dict.fromkeys(publics.tous)
    if told == [last]:
        return found | dict(zip(publics.autres, protect_beside(others, cells), strict=True))
    alone = len(told) == 1 and (len(told[0]) > 1 or any(0 < n < SEUIL for n in cells))
    if alone or len(bandes) == 1:
        return found
    for bande in bandes:
        found |= (
            dict(zip(publics.autres, protect(others), strict=True))
            if bande == last
            else {joined(publics.of(bande)): sum(row[rank] for rank in bande)}
        )
    return found


def _summed(tables: Sequence[Comptes], publics: Publics) -> dict[str, int]:
    """Of several territoires, in the finest bands that each of them tells."""
    told = [(set(parts(key)), n) for table in tables for key, n in table.items() if n]
    groups: list[set[str]] = []
    for slugs, _ in told:
        near = [group for group in groups if group & slugs]
        groups = [*(group for group in groups if group not in near), slugs.union(*near)]
    totals = {joined(sorted(group, key=publics.tous.index)): group for group in groups}
    return {key: sum(n for slugs, n in told if slugs <= group) for key, group in totals.items()}


def _cells(counts: Counts) -> Counter[tuple[int, str]]:
    """Encounters by (site, tranche)."""
    cells: Counter[tuple[int, str]] = Counter()
    for (site, tranche, _), n in counts.items():
        cells[site, tranche] += n
    return cells
