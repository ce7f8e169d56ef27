"""A typed text cut into words, each with where it stands and how it is written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final

from bot.domain.lecture.vocabulaire import fold
from bot.domain.nominatif import lexique

_WORD: Final = re.compile(
    r"[NMO]['’](?=[A-ZÀ-Þ]|[bcdfgjklmnpqrstvwxz])[^\W\d_]+"  # N'Guessan, M'barek, O'Brien
    r"|(?:(?<=\bm\. )|(?<=\bmr )|(?<=\bmme )|(?<=\bmlle )|(?<=monsieur )|(?<=madame ))"
    r"[nm]['’][^\W\d_]{3,}"  # mr n'guessan
    r"|(?:jusqu|lorsqu|puisqu|quelqu|qu|[a-zA-Z])['’]"
    r"|[^\W\d_]+(?:-[^\W\d_]+)*"
    r"|\d\w*"
)
_BREAK: Final = re.compile(r"[.!?…\n]|[:;]\s|\s-\s|[^\w\s,.;:!?'’\"()/«»·-]")
_FOREIGN: Final = re.compile("[áíóúüöşğıłńśżźčćđřőűũãõñåøßðþąęățšžėươếầạọ]")
_LITTLE: Final = re.compile(r"^(?:ti|tit|ptit|petit|gros|grand|vieux)-(?=[a-z]{3})")
"""« Ti-Jean », « Petit-Louis »."""
_SHOUTED: Final = 0.7
"""Beyond this share of capitals, they tell nothing."""


class Casse(StrEnum):
    """How a word is written; in a text that is all capitals, all is lower case."""

    BASSE = "basse"
    CAPITALE = "capitale"
    MAJUSCULES = "majuscules"


@dataclass(frozen=True)
class Terme:
    """A word. entre: what stands since the word before; premier: it opens a sentence."""

    debut: int
    fin: int
    brut: str
    casse: Casse
    entre: str
    premier: bool

    @cached_property
    def plie(self) -> str:
        return fold(self.brut).replace("’", "'")

    @cached_property
    def prenom(self) -> int:
        return lexique.prenom(_LITTLE.sub("", self.plie))

    @cached_property
    def nom(self) -> int:
        return lexique.nom(self.plie)

    @cached_property
    def genres(self) -> str:
        return "" if self.etranger else lexique.genres(self.plie) or self._parts()

    @cached_property
    def etranger(self) -> bool:
        """A letter that no French word has: « Öztürk », « Vũ », « Sánchez »."""
        return bool(_FOREIGN.search(self.brut.lower()))

    @cached_property
    def lieu(self) -> bool:
        return lexique.est_lieu(self.plie)

    @property
    def marque(self) -> bool:
        """A capital that the place in the sentence does not explain."""
        return self.casse is not Casse.BASSE and not self.premier

    @property
    def attache(self) -> bool:
        """Nothing but a blank stands between the word before and this one."""
        return self.entre.strip() in ("", ".", "'", "’")

    def _parts(self) -> str:
        """« porte-clés »: ordinary when each half is; « jean-pierre » is not."""
        parts = self.plie.split("-")
        if len(parts) == 2 and all(lexique.prenom(part) <= 1 for part in parts):
            return ""
        known = [lexique.genres(part) for part in parts]
        return known[-1] if len(parts) > 1 and all(known) else ""


def plat(texte: str) -> str:
    """`texte` without accents nor capitals, as long as it was: for what is looked for in it."""
    return "".join(fold(char)[:1] or char for char in texte)


def termes(texte: str) -> list[Terme]:
    """The words of `texte`, in order."""
    found: list[Terme] = []
    crie, read = est_crie(texte), 0
    for match in _WORD.finditer(texte):
        entre = texte[read : match.start()]
        casse = Casse.BASSE if crie else _casse(match.group())
        premier = not found or (
            bool(_BREAK.search(entre)) and not _is_abbreviated(found[-1], entre)
        )
        found.append(Terme(*match.span(), match.group(), casse, entre, premier))
        read = match.end()
    return found


def _is_abbreviated(before: Terme, entre: str) -> bool:
    """« M. Diop », « av. de la Paix »: this full stop ends no sentence."""
    return entre.strip() in (".", ".-") and len(before.brut) <= 4 and "\n" not in entre


def _casse(word: str) -> Casse:
    if word[0].islower() or not word[0].isalpha():
        return Casse.BASSE
    return Casse.MAJUSCULES if len(word) > 1 and word.isupper() else Casse.CAPITALE


def est_crie(texte: str) -> bool:
    """All capitals, or nearly: they tell nothing."""
    letters = [char for char in texte if char.isalpha()]
    return len(letters) > 8 and sum(map(str.isupper, letters)) > _SHOUTED * len(letters)
