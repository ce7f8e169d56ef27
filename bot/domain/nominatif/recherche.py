"""Where a typed text names somebody."""

from __future__ import annotations

import re
from functools import cache

from bot.domain.nominatif.passage import SANS_REPERES, Nature, Passage, Reperes


def passages(
    texte: str, reperes: Reperes = SANS_REPERES, *, lieu: bool = False
) -> tuple[Passage, ...]:
    """What names somebody in `texte`, in order; nothing overlaps.

    `lieu`: the text is meant to say where a thing stands (« 8 allée des Lilas »).
    """
    return tuple(
        Passage(*found.span(), nature)
        for nature, pattern in _patterns()
        for found in pattern.finditer(texte)
    )


@cache
def _patterns() -> tuple[tuple[Nature, re.Pattern[str]], ...]:
    return (
        (Nature.TELEPHONE, re.compile(r"(?<![\d+])(?:\+33|0)\s?[1-9](?:[ .-]?\d{2}){4}(?!\d)")),
        (Nature.COURRIEL, re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    )
