"""Words as people write them: accents, plural, feminine and a slip of the finger do not matter."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final, TypeVar

# Below five letters one slip makes another French word; two slips need a long word.
ONE_SLIP: Final = 5
TWO_SLIPS: Final = 8


class Genre(StrEnum):
    """What a word of the dispositif speaks of; where one stands for two, the first wins."""

    CATEGORIE = "categorie"
    CONFLIT = "conflit"
    AMBIANCE = "ambiance"
    FREQUENTATION = "frequentation"
    MESUSAGE = "mesusage"
    POSITIF = "positif"
    SITE = "site"


PRIORITY: Final = tuple(Genre)
T = TypeVar("T")


def liste(words: str) -> frozenset[str]:
    """Words written one after the other."""
    return frozenset(words.split())


# Words that say nothing by themselves: passed over inside a phrase…
LINKS: Final = liste(
    "de d du des la le les l un une au aux en est sont etait etaient se s qu qui dan sur toujour "
    "encor tout bien"
)
# … and at the ends of what was not understood. Negations are never among them.
FILLERS: Final = LINKS | liste(
    "et ou a y il on nou ell ils ell ce c cet ca puis avec pour par chez ver jusqu mai "
    "vu rencontr crois echang discut parl avon avoi avait ont ai eu sommes present presenc "
    "ambianc frequentation autour environ group total personn-environ ici sinon aussi alor "
    "bonjour bonsoir soir aujourd hui aujourd'hui maintenant actuellement nou-avon ras-sinon "
    "quand moment tournee passag"
)
NEGATIONS: Final = liste("pas plu aucun san jamai ni n moin peu rien pa")


def fold(text: str) -> str:
    """Lower case without accents; « œ » is two letters."""
    marks = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    return "".join(char for char in marks if not unicodedata.combining(char))


def stem(word: str) -> str:
    """A folded word without plural or feminine: « cassées » and « cassé » are one."""
    bare = fold(word)
    if len(bare) <= 3 or not bare.isalpha():
        return bare
    single = bare[:-1] if bare[-1] in "sx" else bare
    return single.rstrip("e") if len(single) > 3 else single


def stems(phrase: str) -> tuple[str, ...]:
    """The words of a phrase of the file, one by one; links count only where it begins."""
    spaced = "".join(char if char.isalnum() or char in "-+?" else " " for char in phrase)
    found = [stem(word) for word in spaced.split()]
    return (*found[:1], *(word for word in found[1:] if word not in LINKS))


@dataclass(frozen=True)
class Lexique:
    """Phrases of one dispositif, as stems.

    publics: whom a number may count. sens: what a phrase means, one or more (genre, slug).
    choses: things that break, said with a word such as « HS », and their categories.
    """

    publics: Mapping[tuple[str, ...], str]
    sens: Mapping[tuple[str, ...], tuple[tuple[Genre, str], ...]]
    choses: Mapping[tuple[str, ...], tuple[str, ...]]

    @cached_property
    def longest(self) -> int:
        phrases = (*self.publics, *self.sens, *self.choses)
        return max((len(phrase) for phrase in phrases), default=1)

    @cached_property
    def words(self) -> frozenset[str]:
        phrases = (*self.publics, *self.sens, *self.choses)
        return frozenset(word for phrase in phrases for word in phrase)

    @cached_property
    def _long_words(self) -> Mapping[str, tuple[str, ...]]:
        """Words worth a correction, by their first letter: few fingers slip on it."""
        found: dict[str, list[str]] = {}
        for word in sorted(self.words):
            if word.isalpha() and len(word) >= ONE_SLIP - 1:
                found.setdefault(word[0], []).append(word)
        return {letter: tuple(words) for letter, words in found.items()}

    def corrected(self, word: str) -> str:
        """The one known word that a slip or two turned into `word`, else `word` itself."""
        allowed = 2 if len(word) >= TWO_SLIPS else int(len(word) >= ONE_SLIP)
        if not allowed or not word.isalpha() or word in self.words:
            return word
        near = [(distance(word, one), one) for one in self._long_words.get(word[0], ())]
        best = min(near, default=(allowed + 1, ""))
        alone = sum(far == best[0] for far, _one in near) == 1
        return best[1] if best[0] <= allowed and alone else word


def lexique(
    publics: Mapping[str, str],
    sens: Iterable[tuple[str, Genre, str]],
    choses: Iterable[tuple[str, str]],
) -> Lexique:
    """Built from phrases as they are written in the file; a phrase of two genres keeps one."""
    meanings: dict[tuple[str, ...], list[tuple[Genre, str]]] = {}
    for phrase, genre, slug in sens:
        _add(meanings, stems(phrase), (genre, slug))
    things: dict[tuple[str, ...], list[str]] = {}
    for phrase, slug in choses:
        _add(things, stems(phrase), slug)
    return Lexique(
        {stems(word): slug for word, slug in publics.items() if stems(word)},
        {phrase: _first_genre(found) for phrase, found in meanings.items()},
        {phrase: tuple(found) for phrase, found in things.items()},
    )


def _add(found: dict[tuple[str, ...], list[T]], phrase: tuple[str, ...], one: T) -> None:
    if phrase and one not in found.setdefault(phrase, []):
        found[phrase].append(one)


def _first_genre(found: list[tuple[Genre, str]]) -> tuple[tuple[Genre, str], ...]:
    """« encombrants » is a defect to signal before it is a misuse to observe."""
    kept = min((genre for genre, _slug in found), key=PRIORITY.index)
    return tuple(one for one in found if one[0] is kept)


def distance(one: str, other: str) -> int:
    """Letters added, missing, changed, or two swapped (optimal string alignment)."""
    if abs(len(one) - len(other)) > 2:
        return 3
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
