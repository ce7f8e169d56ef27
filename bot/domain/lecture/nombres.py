"""Numbers as people write them: in digits, in words, by the dozen; whole, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from text_to_num import text2num

from bot.domain.lecture.vocabulaire import liste

COMPTE_MAX: Final = 500
"""People that one count may be of."""

DOZENS: Final = {
    "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30,
    "quarantaine": 40, "cinquantaine": 50, "soixantaine": 60, "centaine": 100,
    "disaine": 10, "dixaine": 10, "dizene": 10, "quinzene": 15, "kinzaine": 15, "vintaine": 20,
    "vingtene": 20, "trantaine": 30,
}  # fmt: skip
_UNITS: Final = liste(
    "un une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze "
    "seize vingt vingts trente quarante cinquante soixante septante huitante nonante cent cents"
)
_LINK: Final = "et"
# Written by ear, in haste, in the street.
_SLIPS: Final = {
    "vint": "vingt", "vin": "vingt", "diz": "dix", "sis": "six", "sinq": "cinq", "set": "sept",
    "uit": "huit", "quatr": "quatre", "katre": "quatre", "kat": "quatre", "katr": "quatre",
    "cink": "cinq", "set.": "sept", "kinze": "quinze", "trante": "trente",
    "catorze": "quatorze", "quatorz": "quatorze", "douz": "douze", "onz": "onze",
    "quinz": "quinze", "troi": "trois", "deu": "deux", "cinkante": "cinquante",
    "sinquante": "cinquante", "soissante": "soixante", "karante": "quarante", "sink": "cinq",
    "huitt": "huit", "neuff": "neuf", "vingte": "vingt", "douse": "douze", "treise": "treize",
    "quinse": "quinze", "cinq.": "cinq", "2eux": "deux",
}  # fmt: skip
_LONGEST: Final = 6
"""« quatre vingt dix neuf », and what comes before."""


def spelled(words: Sequence[str]) -> tuple[int, int]:
    """(what the number beginning `words` counts, how many words it takes); (0, 0) for none.

    `words` are folded. The longest reading wins: « vingt et un » is never « un », and
    « deux trois » is two numbers.
    """
    said = _number_words(words)
    for size in range(len(said), 0, -1):
        number = _value(" ".join(said[:size])) if said[size - 1] != _LINK else 0
        if number:
            return number, size
    return 0, 0


def _number_words(words: Sequence[str]) -> list[str]:
    """Those at the beginning that may be parts of one number."""
    said: list[str] = []
    for word in words[:_LONGEST]:
        plain = _SLIPS.get(word, word)
        parts = plain.split("-")
        counts = all(part in _UNITS or part == _LINK for part in parts) and parts[0] != _LINK
        if not counts and not (word == _LINK and said):
            break
        said.append(plain)
    return said


def _value(text: str) -> int:
    """0 for words that make no one number."""
    try:
        return int(text2num(text, "fr"))
    except ValueError:
        return 0
