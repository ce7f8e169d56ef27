"""The same text with general words where somebody was named."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.domain.nominatif.passage import Nature, Passage

MOTS: Final = {
    Nature.TELEPHONE: "un numéro",
    Nature.COURRIEL: "une adresse de courriel",
}


def proposition(texte: str, trouves: Sequence[Passage]) -> str:
    """`texte` with each passage (in order, as `passages` gives them) said in general words."""
    pieces, read = [], 0
    for one in trouves:
        pieces += [texte[read : one.debut], MOTS[one.nature]]
        read = one.fin
    return "".join([*pieces, texte[read:]])
