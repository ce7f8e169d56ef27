"""Ages too few to be told are told with their neighbours: nobody's main public is kept silent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.domain.petits_effectifs import SEUIL

Bande = tuple[int, ...]
"""Ranks that follow each other, told as one."""


def banded(comptes: Sequence[int]) -> list[Bande]:
    """The ranks of `comptes` in bands, in their order: alone where each may be told alone.

    A count of 1 to 4 goes with those after it, then with those before it, until they may be told
    together: a larger one among them, and seven in all (less, and a reader who knows this rule
    could work the small one out). What never comes so far is one band, to be kept silent.
    """
    told: list[Bande] = []
    held: Bande = ()
    for rank, n in enumerate(comptes):
        held = (*held, rank)
        if (len(held) == 1 and not 0 < n < SEUIL) or is_told(comptes, held):
            told.append(held)
            held = ()
    while held and told and not is_told(comptes, held):
        held = (*told.pop(), *held)
    return [*told, held] if held else told


def is_told(comptes: Sequence[int], bande: Bande) -> bool:
    """Whether the sum of a band of several gives away none of them; of one, whether it may be."""
    counts = [comptes[rank] for rank in bande]
    if len(counts) == 1:
        return not 0 < counts[0] < SEUIL
    return max(counts) >= SEUIL and sum(counts) >= SEUIL + 2


def together(bandes: Iterable[Bande]) -> list[Bande]:
    """The finest bands of which each of those is a part: what several tables can be summed in."""
    merged: list[Bande] = []
    for bande in sorted(bandes):
        if merged and bande[0] <= merged[-1][-1]:
            merged[-1] = tuple(sorted({*merged[-1], *bande}))
        else:
            merged.append(bande)
    return merged
