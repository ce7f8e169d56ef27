"""Small counts that describe people are not published, nor what would give them away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

SEUIL: Final = 5
"""The smallest count of people of one kind that may be published (requirements §4.2, M10)."""

MEDIATEURS_MINIMUM: Final = 3
"""Fewer mediators than that are not an equipe of which a figure may leave (adr/0026)."""

POURCENTAGE_MINIMUM: Final = 20
"""The smallest denominator of a published percentage."""


def protect(comptes: Sequence[int], seuil: int = SEUIL) -> list[int | None]:
    """`comptes` with None for what must not be published, given that their sum is public.

    1. A count of 1 to `seuil` - 1 is hidden.
    2. So are the first larger ones, if any: one at least, and until the hidden ones sum to
       `seuil` + 2. Any less, or the smallest instead of the first, and a reader who knows this
       rule could work a small count out.
    3. Zeros are hidden with them, so that nobody knows how many counts share the difference.
    """
    hidden = {at for at, n in enumerate(comptes) if 0 < n < seuil}
    if not hidden:
        return list(comptes)
    for rank, at in enumerate(at for at, n in enumerate(comptes) if n >= seuil):
        if rank and sum(comptes[i] for i in hidden) >= seuil + 2:
            break
        hidden.add(at)
    return [n if n and at not in hidden else None for at, n in enumerate(comptes)]


def protect_beside(
    comptes: Sequence[int], cellules: Sequence[int], seuil: int = SEUIL
) -> list[int | None]:
    """`protect(comptes)`, given that `cellules` share the same sum otherwise and are public.

    A count that is the whole sum describes everyone in each cell: beside a cell of 1 to
    `seuil` - 1, nothing is published.
    """
    alone = sum(1 for n in comptes if n) == 1
    if alone and any(0 < n < seuil for n in cellules):
        return [None] * len(comptes)
    return protect(comptes, seuil)


def protect_rare(comptes: Sequence[int], seuil: int = SEUIL) -> list[int | None]:
    """The same of words of a list, without hiding the largest for the smallest.

    Counts under `seuil` are hidden, zeros with them: nobody knows which words share what is left.
    Where that would still give one of them away, the smallest of the others are hidden too.
    """
    hidden = {at for at, n in enumerate(comptes) if n < seuil}
    left = sum(comptes[at] for at in hidden)
    alone, full = len(hidden) == 1, left == (seuil - 1) * len(hidden)
    if left and (alone or full):
        next_one = min((n for n in comptes if n >= seuil), default=None)
        hidden |= {at for at, n in enumerate(comptes) if n == next_one}
    return [None if at in hidden else n for at, n in enumerate(comptes)]
