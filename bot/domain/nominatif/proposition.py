"""The same text with general words where somebody was named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bot.domain.nominatif.passage import SANS_REPERES, Nature, Passage, Reperes
from bot.domain.nominatif.recherche import passages

OMIS: Final = "(…)"
"""What stands for words that no general ones can replace."""
_TRIES: Final = 4
"""Rewritings, after which what is still found is left out."""
_MOST: Final = 12
"""Rewritings in all: of « la maman de R. » three hundred times, nothing general is left to say."""
_ENSEMBLE: Final = {
    Nature.PERSONNE: re.compile(r"\s?(?:,|/|et|&|et les)\s?", re.IGNORECASE),
    Nature.ADRESSE: re.compile(r"\s?[,/-]?\s?", re.IGNORECASE),
}
"""Between two stretches that are told as one: « Sofia et Nour », « 3 rue …, appt 4 »."""


_SURNOM: Final = re.compile(r"alias|surnom|pr[ée]nom", re.IGNORECASE)
"""Another name of the one before, and not another person."""


def proposition(
    texte: str,
    trouves: Sequence[Passage],
    reperes: Reperes = SANS_REPERES,
    *,
    lieu: bool = False,
) -> str:
    """`texte` with each passage (in order, as `passages` gives them) said in general words.

    Read again as it was read (`reperes`, `lieu`), what is returned names nobody.
    """
    tries = 0
    while trouves:
        tries += 1
        if tries > _MOST:
            return OMIS
        texte = _rewritten(texte, trouves, plain=tries > _TRIES)
        trouves = passages(texte, reperes, lieu=lieu)
    return texte


def _rewritten(texte: str, trouves: Sequence[Passage], *, plain: bool) -> str:
    """From the last to the first, so that what stands before keeps its place."""
    # Words and lists are read with the first text, not with the start.
    from bot.domain.nominatif.lisible import rassemble
    from bot.domain.nominatif.mots_generaux import dits
    from bot.domain.nominatif.texte import est_crie

    crie = est_crie(texte)
    for debut, fin, natures in reversed(_together(texte, trouves)):
        if plain:
            before, words = texte[:debut], OMIS
        else:
            named = rassemble(texte[debut:fin])
            before, words = dits(texte[:debut], named, texte[fin:], natures, crie=crie)
        texte = before + words + texte[fin:]
    return re.sub(r" {2,}", " ", texte).strip()


def _together(texte: str, trouves: Sequence[Passage]) -> list[tuple[int, int, list[Nature]]]:
    """Stretches that are told as one, with their natures."""
    groups: list[tuple[int, int, list[Nature]]] = []
    for one in trouves:
        if groups and groups[-1][2][-1] is one.nature and one.nature in _ENSEMBLE:
            debut, fin, natures = groups[-1]
            named = not _SURNOM.match(texte, one.debut)
            if named and _ENSEMBLE[one.nature].fullmatch(texte[fin : one.debut]):
                groups[-1] = (debut, one.fin, [*natures, one.nature])
                continue
        groups.append((one.debut, one.fin, [one.nature]))
    return groups
