"""Encounters as they are published: where and when exactly, with whom only in large numbers.

An encounter in public space is an event, its public describes people (ADR 0006). Each
territoire's publics are protected alone, the whole made from them: a comité technique that holds
every territoire's point hebdo beside its own learns nothing by subtraction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from bot.domain.petits_effectifs import protect_beside
from digests.contract import Comptes, Perimetre
from storage.figures import Lieu
from storage.figures_rencontres import Counts


def by_site(
    lieux: Sequence[Lieu], counts: Counts, tranches: Sequence[str]
) -> list[dict[str, Any]]:
    """Rows {site, n, tranches}, exact, of the sites where somebody was met (000 l.154)."""
    cells = _cells(counts)
    rows = [(lieu.label, [cells[lieu.id, tranche] for tranche in tranches]) for lieu in lieux]
    return [{"site": site, "n": sum(row), "tranches": row} for site, row in rows if any(row)]


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
