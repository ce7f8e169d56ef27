"""Encounters as they are published: where and when exactly, with whom only in large numbers.

An encounter in public space is an event, its public describes people (ADR 0006). Each
territoire's publics are protected alone, the whole made from them: a comité technique that holds
every territoire's point hebdo beside its own learns nothing by subtraction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from bot.domain.petits_effectifs import protect_beside
from digests.contract import Comptes, Perimetre
from storage.figures import Lieu
from storage.indicateurs.releve import Releve
from storage.indicateurs.rencontres import RENCONTRES

Counts = dict[tuple[int, str, str], int]
"""Encounters by (site, tranche, public)."""


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
    publics: Sequence[str],
    tell: Callable[[Sequence[Lieu], Comptes, int], Comptes],
) -> dict[str, int]:
    """Encounters by public, those of each territoire where they may be published.

    tell: what may be told of those places, given their total, beside all that left before.
    """
    totals: Counter[str] = Counter()
    for lieux in perimetre.territoires.values():
        ids = {lieu.id for lieu in lieux}
        mine = {key: n for key, n in counts.items() if key[0] in ids}
        told = tell(lieux, _protected(mine, publics), sum(mine.values())) if mine else {}
        totals.update({public: n for public, n in told.items() if n})
    return dict(totals)


def _protected(counts: Counts, publics: Sequence[str]) -> dict[str, int | None]:
    """What may be told of the publics of one territoire, by itself."""
    met: Counter[str] = Counter()
    for (_, _, public), n in counts.items():
        met[public] += n
    protected = protect_beside([met[public] for public in publics], list(_cells(counts).values()))
    return dict(zip(publics, protected, strict=True))


def _cells(counts: Counts) -> Counter[tuple[int, str]]:
    """Encounters by (site, tranche)."""
    cells: Counter[tuple[int, str]] = Counter()
    for (site, tranche, _), n in counts.items():
        cells[site, tranche] += n
    return cells
