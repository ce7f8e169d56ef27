"""A letter that would be too long: each list keeps its first lines, and says how many are left."""

from __future__ import annotations

from typing import Any, Final

from bot.words import pluriel
from digests.contract import Vue

SOMME: Final = "somme"
"""In a line of a table: it is the total, which always stays."""
ENTIERES: Final = frozenset({"entetes", "chiffres", "a_decider", "phrases"})
"""What is never a list of lines: columns, the three figures, decisions, sentences to remember."""


def folded(vue: Vue, most: int | None) -> Vue:
    """`vue` with `most` lines of each of its lists; `reste` says how many more there are, or « ».

    The rest stands on the page of the letter and in its PDF.
    """
    left, kept = 0, dict(vue)
    for name, lines in vue.items():
        if isinstance(lines, list) and name not in ENTIERES and most is not None:
            kept[name] = _first(lines, most)
            left += len(lines) - len(kept[name])
    return {**kept, "reste": pluriel(left, "autre ligne", "autres lignes") if left else ""}


def _first(lines: list[Any], most: int) -> list[Any]:
    totals = [one for one in lines if isinstance(one, dict) and one.get(SOMME)]
    others = [one for one in lines if one not in totals]
    return [*others[:most], *totals]
