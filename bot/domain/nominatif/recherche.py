"""Where a typed text names somebody."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from bot.domain.nominatif.passage import SANS_REPERES, Nature, Passage, Reperes

_FORTS: Final = (
    Nature.COURRIEL,
    Nature.PSEUDO,
    Nature.IBAN,
    Nature.NIR,
    Nature.NAISSANCE,
    Nature.TELEPHONE,
    Nature.PLAQUE,
)
"""What a shape proves wins over what a word suggests; the first named over the next."""


def passages(
    texte: str, reperes: Reperes = SANS_REPERES, *, lieu: bool = False
) -> tuple[Passage, ...]:
    """What names somebody in `texte`, in order; nothing overlaps.

    `lieu`: the text is meant to say where a thing stands (« 8 allée des Lilas »).
    """
    from bot.domain.nominatif.lisible import lu

    return lu(texte, lambda seen: _passages(seen, reperes, lieu=lieu))


def _passages(texte: str, reperes: Reperes, *, lieu: bool) -> tuple[Passage, ...]:
    from bot.domain.nominatif import adresses, etats, numeros, personnes
    from bot.domain.nominatif.surnoms import entre_guillemets
    from bot.domain.nominatif.texte import plat, termes

    simple, mots = plat(texte), termes(texte)
    gens = [entre_guillemets(texte, one) for one in personnes.personnes(mots, reperes)]
    return _apart(
        [
            *numeros.numeros(texte, simple),
            *gens,
            *adresses.adresses(simple, nommes=bool(gens), lieu=lieu),
            *etats.etats(simple),
        ]
    )


def _apart(found: Iterable[Passage]) -> tuple[Passage, ...]:
    """Of two that overlap, the surer one; of two alike, the longer."""
    kept: list[Passage] = []
    for one in sorted(found, key=_rank):
        if all(one.fin <= other.debut or other.fin <= one.debut for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda one: one.debut))


def _rank(one: Passage) -> tuple[int, int]:
    return (
        _FORTS.index(one.nature) if one.nature in _FORTS else len(_FORTS),
        one.debut - one.fin,
    )
