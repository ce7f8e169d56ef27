"""Ages too few to be told are told with their neighbours: the main public is not kept silent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from bot.domain.petits_effectifs import SEUIL

Bande = tuple[int, ...]
"""Ranks that follow each other, told as one."""
ENSEMBLE: Final = "+"
"""Between the categories that are counted together: « enfants+ados »."""


def banded(ages: Sequence[int], autres: int) -> list[Bande]:
    """The ranks of `ages` in bands, in their order; the rank after them stands for `autres`.

    A count of 1 to 4 goes with the ages after it, then with those before it, until they may be
    told together: a larger one among them, and seven in all (any less, and a reader who knows this
    rule could work the small one out). `autres`, too few, go with the last of them; one band of
    everything tells nothing, and is to be kept silent.
    """
    comptes = [*ages, autres]
    told: list[Bande] = []
    held: Bande = ()
    for rank in range(len(ages)):
        held = (*held, rank)
        if _is_told(comptes, held):
            told.append(held)
            held = ()
    told = _backwards(comptes, told, held) if held else told
    last = (len(ages),)
    if _is_told(comptes, last) and all(_is_told(comptes, bande) for bande in told):
        return [*told, last]
    return _backwards(comptes, told, last)


def _backwards(comptes: Sequence[int], told: list[Bande], held: Bande) -> list[Bande]:
    """`held` with those before it, as many as it takes: all of them, if need be."""
    told = list(told)
    while told and not (len(held) > 1 and _is_told(comptes, held)):
        held = (*told.pop(), *held)
    return [*told, held]


def joined(categories: Iterable[str]) -> str:
    """One name for all of them together."""
    return ENSEMBLE.join(categories)


def parts(categorie: str) -> list[str]:
    """What is counted under that name."""
    return categorie.split(ENSEMBLE)


def _is_told(comptes: Sequence[int], bande: Bande) -> bool:
    counts = [comptes[rank] for rank in bande]
    if len(counts) == 1:
        return not 0 < counts[0] < SEUIL
    return max(counts) >= SEUIL and sum(counts) >= SEUIL + 2
