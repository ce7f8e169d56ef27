"""Words as people write them: accents, plural, feminine and a slip of the finger do not matter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
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
Phrase = tuple[str, ...]
"""The stems of the words of a phrase."""
Sens = tuple[tuple[Genre, str], ...]
"""What a phrase means: of one genre, one slug or several."""


def liste(words: str) -> frozenset[str]:
    """Words written one after the other."""
    return frozenset(words.split())


_ELIDED: Final = "ldjsnmtc"
_ELIDED_SHORT: Final = "ld"
"""« dados », « lasso »: before a short word, only these are sure."""
_SOUNDS: Final = tuple(
    (re.compile(pattern), letters)
    for pattern, letters in (
        ("ph", "f"),
        ("qu?|c(?![eiyh])", "k"),
        ("eau|au", "o"),
        ("y", "i"),
        (r"(?<=[aeiou])s(?=[aeiou])", "z"),
        (r"([b-df-hj-np-tv-z])\1", r"\1"),
        ("(?<=[a-z]{3})[tdp]$", ""),
    )
)

# Words that say nothing by themselves: passed over inside a phrase…
LINKS: Final = liste(
    "plutot assez relativement globalement "
    "de d du des la le les l un une au aux en est sont etait etaient se s qu qui dan sur "
    "toujour encor tout bien"
)
# … and at the ends of what was not understood. Negations are never among them.
FILLERS: Final = LINKS | liste(
    "et ou a y il on nou ell ils ell ce c cet ca puis avec pour par chez ver jusqu mai "
    "vu rencontr crois echang discut parl avon avoi avait ont ai eu sommes present presenc "
    "ambianc frequentation autour environ group total personn-environ ici sinon aussi alor "
    "bonjour bonsoir soir aujourd hui aujourd'hui maintenant actuellement nou-avon ras-sinon "
    "quand moment tournee passag tot dont ete encor sinon soit je j m t me te lui leur "
    "bonn cause grac apparemment visiblement part sauf hormi juste seulement"
)
_WHOLE: Final = "pers"
"""« personnes », cut short: without its last letter it would be « père »."""
NEGATIONS: Final = liste("pas plu aucun zero san jamai ni n moin peu rien pa")


def fold(text: str) -> str:
    """Lower case without accents; « œ » is two letters."""
    if text.isascii():
        return text.lower()
    marks = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    return "".join(char for char in marks if not unicodedata.combining(char))


def stem(word: str) -> str:
    """A folded word without plural or feminine: « cassées », « cassé·e » and « cassé » are one."""
    bare = fold(word).partition("·")[0]
    if len(bare) <= 3 or not bare.isalpha() or bare == _WHOLE:
        return bare
    single = bare[:-1] if bare[-1] in "sx" and not bare.endswith("ss") else bare
    return single.rstrip("e") if len(single) > 3 else single


def stems(phrase: str) -> Phrase:
    """The words of a phrase of the file, one by one; links count only where it begins."""
    spaced = "".join(char if char.isalnum() or char in "-+?·" else " " for char in phrase)
    words = [stem(word) for word in spaced.split()]
    return (*words[:1], *(word for word in words[1:] if word not in LINKS))


@dataclass(frozen=True)
class Lexique:
    """Phrases of one dispositif, as stems.

    publics: whom a number may count. sens: what a phrase means, one or more (genre, slug).
    choses: things that break, said with one of `etats` (« HS »), and their categories.
    ensembles: things that are of another category with some states (« corbeille … pleine »).
    presences: who uses the place by being there (« les aînés sont là »), and the use that it is.
    causes: what people are at odds about, said with one of `disputes`, and the types of conflict;
    types_conflit: all of them. intacts: common words, never taken for a slip of the finger.
    abreviations: « ds » for « dans », as stems. paires: publics that come by two (« couple »).
    ages: first and last age of a public, both included; sans_age: who is counted without any;
    desert: the fréquentation where nobody is. remis: what says that a thing was mended, parti:
    that what was left there is gone. demandes,
    sujets, reponses, partenaires: what a request is told with, what it is about, was answered,
    and to whom it was sent.
    """

    publics: Mapping[Phrase, str] = field(default_factory=dict)
    paires: Mapping[Phrase, str] = field(default_factory=dict)
    ages: tuple[tuple[int, int, str], ...] = ()
    sans_age: str = ""
    desert: str = ""
    remis: frozenset[Phrase] = frozenset()
    parti: frozenset[Phrase] = frozenset()
    demandes: frozenset[Phrase] = frozenset()
    sujets: Mapping[Phrase, tuple[str, ...]] = field(default_factory=dict)
    reponses: Mapping[Phrase, tuple[str, ...]] = field(default_factory=dict)
    partenaires: Mapping[Phrase, tuple[str, ...]] = field(default_factory=dict)
    sens: Mapping[Phrase, Sens] = field(default_factory=dict)
    choses: Mapping[Phrase, tuple[str, ...]] = field(default_factory=dict)
    etats: frozenset[Phrase] = frozenset()
    ensembles: Mapping[Phrase, tuple[tuple[frozenset[Phrase], str], ...]] = field(
        default_factory=dict
    )
    presences: Mapping[Phrase, str] = field(default_factory=dict)
    causes: Mapping[Phrase, tuple[str, ...]] = field(default_factory=dict)
    disputes: frozenset[Phrase] = frozenset()
    types_conflit: tuple[str, ...] = ()
    intacts: frozenset[str] = frozenset()
    abreviations: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def longest(self) -> int:
        return max((len(phrase) for phrase in (*self._phrases, *self._around)), default=1)

    @cached_property
    def counted(self) -> frozenset[str]:
        """The first words of whom a number may count."""
        return frozenset(phrase[0] for phrase in (*self.publics, *self.paires))

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(word for phrase in self._phrases for word in phrase)

    @cached_property
    def firsts(self) -> frozenset[str]:
        """The first words of every phrase that means something."""
        return frozenset(phrase[0] for phrase in self._phrases)

    @cached_property
    def spared(self) -> frozenset[str]:
        """Words that are right as they are, though they begin no phrase of the dispositif."""
        return self.intacts.union(*self._around)

    @property
    def _phrases(self) -> tuple[Phrase, ...]:
        return (*self.publics, *self.paires, *self.sens, *self.choses, *self.ensembles)

    @property
    def _around(self) -> tuple[Phrase, ...]:
        asked = (*self.demandes, *self.sujets, *self.reponses, *self.partenaires)
        joined = (
            state for pairs in self.ensembles.values() for states, _s in pairs for state in states
        )
        return (
            *self.etats,
            *joined,
            *self.causes,
            *self.disputes,
            *self.remis,
            *self.parti,
            *asked,
        )

    @cached_property
    def _long_words(self) -> Mapping[str, tuple[str, ...]]:
        """Words worth a correction, by their first letter: few fingers slip on it."""
        long = (
            word for word in sorted(self.words) if word.isalpha() and len(word) >= ONE_SLIP - 1
        )
        return _grouped((word[0], word) for word in long)

    @cached_property
    def _by_sound(self) -> Mapping[str, tuple[str, ...]]:
        return _grouped((sound(word), word) for word in sorted(self.words) if word.isalpha())

    def corrected(self, word: str) -> str:
        """The one known word that `word` sounds like or nearly is, else `word` itself."""
        if len(word) < ONE_SLIP - 1 or not word.isalpha() or word in self.words:
            return word
        rest = word[1:]
        if word[0] in _ELIDED_SHORT and len(rest) < ONE_SLIP and rest in self.words:
            return rest
        alike = self._by_sound.get(sound(word), ())
        return alike[0] if len(alike) == 1 else self._nearest(word) or self._parted(word) or word

    def _nearest(self, word: str) -> str:
        """The one known word that a slip or two turned into `word`."""
        allowed = 2 if len(word) >= TWO_SLIPS else int(len(word) >= ONE_SLIP)
        near = [
            (distance(word, candidate), candidate)
            for candidate in self._long_words.get(word[0], ())
        ]
        best = min(near, default=(allowed + 1, ""))
        alone = sum(far == best[0] for far, _word in near) == 1
        return best[1] if best[0] <= allowed and alone else ""

    def _parted(self, word: str) -> str:
        """« labribus », « dimeubles »: what stands after an apostrophe that was not written."""
        rest = word[1:]
        if word[0] not in _ELIDED or len(rest) < ONE_SLIP:
            return ""
        return rest if rest in self.words else self._nearest(rest)


def meanings(
    sens: Iterable[tuple[str, Genre, str]],
) -> dict[Phrase, Sens]:
    """What phrases, as they are written in the file, mean; a phrase of two genres keeps one."""
    senses: dict[Phrase, list[tuple[Genre, str]]] = {}
    for phrase, genre, slug in sens:
        _add(senses, stems(phrase), (genre, slug))
    return {phrase: _first_genre(several) for phrase, several in senses.items()}


def by_phrase(pairs: Iterable[tuple[str, str]]) -> dict[Phrase, tuple[str, ...]]:
    """Slugs by phrase: one phrase may stand for several."""
    table: dict[Phrase, list[str]] = {}
    for phrase, slug in pairs:
        _add(table, stems(phrase), slug)
    return {phrase: tuple(slugs) for phrase, slugs in table.items()}


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    groups: dict[str, tuple[str, ...]] = {}
    for key, word in pairs:
        groups[key] = (*groups.get(key, ()), word)
    return groups


def _add(table: dict[Phrase, list[T]], phrase: Phrase, value: T) -> None:
    if phrase and value not in table.setdefault(phrase, []):
        table[phrase].append(value)


def _first_genre(senses: list[tuple[Genre, str]]) -> Sens:
    """« encombrants » is a defect to signal before it is a misuse to observe."""
    first = min((genre for genre, _slug in senses), key=PRIORITY.index)
    return tuple(sense for sense in senses if sense[0] is first)


def sound(word: str) -> str:
    """How a stem is said, roughly: « musik » and « musiqu », « devan » and « devant » are one."""
    text = word
    for pattern, letters in _SOUNDS:
        text = pattern.sub(letters, text)
    return text


def distance(word: str, other: str) -> int:
    """Letters added, missing, changed, or two swapped (optimal string alignment)."""
    if abs(len(word) - len(other)) > 2:
        return 3
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(word, 1):
        before, last, row = row, before, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and word[i - 2] == b:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
