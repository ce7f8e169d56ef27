"""« Idem », « même lieu », « comme hier »: a place said by the one of before."""

from __future__ import annotations

from typing import Final

from bot.domain.lecture.phrases import Feuille

_IDEM: Final = "idem"
_LIKE_YESTERDAY: Final = ("comm", "hier")
_SAME_PLACE: Final = frozenset(("mem", place) for place in ("lieu", "endroit", "sit", "plac"))


def same_place(page: Feuille) -> tuple[str, bool]:
    """The words that say so, as they were written, and whether they mean yesterday's; or « »."""
    for n in page.free():
        token, after = page.tokens[n], page.tokens[n + 1 : n + 2]
        pair = (token.stem, after[0].stem if after and after[0].part == token.part else "")
        size = 1 if token.stem == _IDEM else 2 if pair in {*_SAME_PLACE, _LIKE_YESTERDAY} else 0
        if size and not page.negated(n):
            page.claimed.update(range(n, n + size))
            return page.words(list(range(n, n + size))), pair == _LIKE_YESTERDAY
    return "", False
