"""Small counts that describe people are not published, nor what would give them away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

SEUIL: Final = 5
"""The smallest count of people of one kind that may be published (requirements §4.2, M10)."""

SEUIL_CROISE: Final = 11
"""The same, once a trait is crossed with another, or with a finer place or time (adr/0026)."""

MEDIATEURS_MINIMUM: Final = 3
"""Fewer mediators than that are not an equipe of which a figure may leave (adr/0026)."""

SEMAINES_DES_MEDIATEURS: Final = 12
"""Over as many weeks, a figure of fewer mediators no longer says what each did when."""

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


def mediateurs_publiables(par_site: Iterable[int], semaines: int = 1) -> bool:
    """Whether what describes the mediators may leave the team (adr/0026).

    par_site: how many were on each site of the table, over `semaines` whole weeks; nobody
    anywhere: no. Hours-médiateur, planned and done, the share of 60 % (000 l.142): three on each
    site, for one site short of it is worked out from the total; or twelve weeks together.
    """
    there = list(par_site)
    if not there:
        return False
    return min(there) >= MEDIATEURS_MINIMUM or semaines >= SEMAINES_DES_MEDIATEURS


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
    """The same of words of a list: the smallest are hidden first, and the largest last.

    Counts under `seuil` are hidden, zeros with them: nobody knows which words share what is left.
    As long as these sum to less than `seuil` + 2, or all to `seuil` - 1, so are the smallest of
    the others, all those that are alike.
    """
    hidden = {at for at, n in enumerate(comptes) if n < seuil}
    while left := sum(comptes[at] for at in hidden):
        full = left == (seuil - 1) * len(hidden)
        next_one = min((n for at, n in enumerate(comptes) if at not in hidden), default=None)
        if (left >= seuil + 2 and not full) or next_one is None:
            break
        hidden |= {at for at, n in enumerate(comptes) if n == next_one}
    return [None if at in hidden else n for at, n in enumerate(comptes)]


def ne_livre_pas(parties: Sequence[int], seuil: int = SEUIL) -> bool:
    """Whether the sum of these gives none of them away that was told as small, or not told.

    There are none, or several that are neither all of them 1 nor all of them `seuil` - 1.
    """
    small = [n for n in parties if 0 < n < seuil]
    least, most = len(small), (seuil - 1) * len(small)
    return not small or (len(small) > 1 and least < sum(small) < most)


def toutes_a_un(parties: Sequence[int], seuil: int = SEUIL) -> bool:
    """Whether « fewer than `seuil` » of all of these would say that each of them is 1."""
    return sum(1 for n in parties if n) >= seuil - 1
