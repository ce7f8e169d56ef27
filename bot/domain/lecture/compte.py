"""« 8 ados 3 adultes » as counts: what is understood is counted, the rest is given back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from bot.domain.lecture.vocabulaire import fold, stem

COMPTE_MAX: Final = 500

_NUMBERS: Final = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7,
    "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14,
    "quinze": 15, "seize": 16, "dix-sept": 17, "dix-huit": 18, "dix-neuf": 19, "vingt": 20,
}  # fmt: skip
# Words that link or end a count without changing it.
_LINKS: Final = frozenset({"et", "de", "d", "des", "ans", "an", "puis", "avec", "+"})


@dataclass(frozen=True, slots=True)
class ComptesLus:
    """Persons by slug of public, and the words that were not understood, in their order."""

    comptes: dict[str, int]
    inconnus: tuple[str, ...]

    @property
    def total(self) -> int:
        return sum(self.comptes.values())


@dataclass(frozen=True, slots=True)
class _Word:
    """A number, a public, or neither."""

    raw: str
    number: int | None = None
    slug: str | None = None


def parse_compte(text: str, aliases: Mapping[str, str]) -> ComptesLus:
    """Read numbers (digits, or words up to vingt) each followed by a public, or each after it.

    Accents, case and plural do not matter. Nothing is guessed: a public without a number, a
    number without a public, or a count outside 1..500 is given back in `inconnus`.
    """
    words = list(_words(text, {_normal(alias): slug for alias, slug in aliases.items()}))
    backwards = len(words) > 1 and words[0].slug is not None and words[-1].number is not None
    comptes: dict[str, int] = {}
    inconnus: list[str] = []
    for number, public in _pairs(reversed(words) if backwards else words):
        if number and public and public.slug and 1 <= (number.number or 0) <= COMPTE_MAX:
            comptes[public.slug] = comptes.get(public.slug, 0) + (number.number or 0)
        else:
            inconnus.append(" ".join(word.raw for word in (number, public) if word))
    if backwards:
        comptes, inconnus = dict(reversed(comptes.items())), inconnus[::-1]
    return ComptesLus(comptes, tuple(inconnus))


def _pairs(words: Iterable[_Word]) -> Iterator[tuple[_Word | None, _Word | None]]:
    """Each number with the word after it; what has no partner comes alone."""
    held: _Word | None = None
    for word in words:
        if word.number is None:
            yield held, word
            held = None
        else:
            if held:
                yield held, None
            held = word
    if held:
        yield held, None


def _words(text: str, aliases: Mapping[str, str]) -> Iterator[_Word]:
    """Words of `text`, the longest alias first (« jeunes adultes » is not « jeunes »)."""
    tokens = _tokens(text)
    longest = max((alias.count(" ") + 1 for alias in aliases), default=1)
    at = 0
    while at < len(tokens):
        size = next(
            (
                n
                for n in range(longest, 0, -1)
                if _normal(" ".join(tokens[at : at + n])) in aliases
            ),
            0,
        )
        raw = " ".join(tokens[at : at + (size or 1)])
        if size:
            yield _Word(raw, slug=aliases[_normal(raw)])
        elif raw.isdecimal():
            yield _Word(raw, number=int(raw))
        elif fold(raw) not in _LINKS:
            yield _Word(raw, number=_NUMBERS.get(fold(raw)))
        at += size or 1


def _tokens(text: str) -> list[str]:
    spaced = re.sub(r"(?<![\w-])([0-9]+)(?=[^\W\d_]|\?)", r"\1 ", text)
    spaced = re.sub(r"\b(dix)[ -](sept|huit|neuf)\b", r"\1-\2", spaced, flags=re.IGNORECASE)
    return [token for token in re.split(r"[\s,;:./'’()]+", spaced) if token]


def _normal(text: str) -> str:
    """Without accents, case, plural or feminine, word by word."""
    return " ".join(stem(word) for word in text.split())
