"""The words of a text one after the other, and how far a name goes among them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from bot.domain.nominatif.mots import ANONYMES, ARTICLES, FONCTIONS, PARTICULES, VERBES
from bot.domain.nominatif.noms import prolonge
from bot.domain.nominatif.texte import Casse, Terme

_LITTLE: Final = frozenset(("Le", "La", "Les", "De", "Du", "Des", "L'", "D'"))
_FRANCAISES: Final = frozenset(("le", "la", "les", "du", "des", "de", "d'", "l'"))
"""Particles that are ordinary words too, unless a capital says otherwise."""
_NEES: Final = frozenset(("nee", "veuve", "vve", "epouse"))
"""« Mme Roux née Picard »."""
_COMPOSENT: Final = frozenset(("jean", "marie", "pierre", "anne", "paul", "louis", "charles"))
_DIMINUTIFS: Final = frozenset(
    ("mi", "mimi", "phi", "ma", "jo", "ba", "lo", "do", "ro", "cri", "chri")
)
"""« jean mi », « marie jo »: little words elsewhere."""
_QUI_VONT_AVEC: Final = frozenset(("le", "la", "l", "un", "une", "ce", "cette", "les", "ces"))
_MOST: Final = 4
"""Words that one name may go on for."""
Etendue = tuple[int, int]
"""The ranks of its first and last words, both included."""
Judge = Callable[[Terme], bool]


@dataclass(frozen=True)
class Suite:
    """lieux: ranks of what places and bodies are called; nommes: where names found so far end."""

    mots: Sequence[Terme]
    lieux: frozenset[int]
    nommes: set[int] = field(default_factory=set)

    def at(self, rank: int) -> Terme | None:
        return self.mots[rank] if 0 <= rank < len(self.mots) else None

    def word(self, rank: int) -> str:
        """Folded, without its apostrophe; nothing beyond the ends."""
        mot = self.at(rank)
        return mot.plie.removesuffix("'") if mot else ""

    def before(self, rank: int) -> str:
        """The word before, in the same sentence."""
        return "" if self.mots[rank].premier else self.word(rank - 1)

    def joins(self, rank: int) -> bool:
        """Whether that word stands right after the one before."""
        mot = self.at(rank)
        return mot is not None and mot.entre.strip() in ("", ".", "'", "’", "«", '"')

    def with_article(self, rank: int) -> int:
        """« le Dr Lemaire », « la petite Maëlys »: the article goes with the name."""
        return rank - 1 if self.word(rank - 1) in _QUI_VONT_AVEC else rank

    def name(self, start: int, holds: Judge, *, titled: bool = False) -> int | None:
        """Where the name that begins at `start` ends, if one does.

        holds: whether its first word may be one. titled: a title says so, even of a place's.
        """
        place = start
        while place < start + 3 and self._is_particle(place):
            place += 1
        if place > start:
            return self._after_particles(start, place)
        mot = self.at(place)
        if mot is None or not self.joins(place) or mot.plie in ANONYMES or not holds(mot):
            return None
        if len(mot.brut) == 1 and self._is_a_label(place):
            return None
        return None if place in self.lieux and not titled else self.extended(place)

    def _is_a_label(self, place: int) -> bool:
        """« le petit K7 », « le petit B-12 »: a letter with its number."""
        after = self.at(place + 1)
        return after is not None and after.entre in ("", "-") and after.brut[0].isdigit()

    def _is_particle(self, place: int) -> bool:
        """An accent makes it a name: « Lê »."""
        mot = self.at(place)
        bare = mot.brut.lower().replace("’", "'") if mot else ""
        return bare in PARTICULES and self.joins(place)

    def _after_particles(self, start: int, place: int) -> int | None:
        """« Da Costa », « le gall », « van den broeck »; not « le préfet », « la voisine »."""
        mot, first = self.at(place), self.mots[start]
        capital = first.casse is not Casse.BASSE
        if mot is None or not self.joins(place) or mot.plie in FONCTIONS or mot.brut[0].isdigit():
            ends = mot is None or mot.premier
            return (
                self.extended(start) if capital and (ends or first.brut not in _LITTLE) else None
            )
        if self.word(start) in ARTICLES and not capital:
            known = not mot.genres and (mot.nom <= 2 or mot.prenom <= 2)
            told = mot.casse is Casse.BASSE or (mot.casse is Casse.CAPITALE and mot.nom <= 1)
            return self.extended(place) if known and told else None
        named = mot.casse is not Casse.BASSE or not mot.genres or mot.nom == 0
        if named:
            return self.extended(place)
        # « le fameux Ben serait revenu »: a first name that is a particle elsewhere.
        alone = first.casse is Casse.CAPITALE and first.prenom <= 2 and len(first.plie) > 2
        return start if alone and first.plie not in _FRANCAISES else None

    def extended(self, last: int) -> int:
        """As far as the name goes: « jean marc delattre », « Ngoc Anh Tran », « dylan m. »."""
        place = last + 1
        while place <= last + _MOST and (step := self._goes_on(place)):
            place += step
        return place - 1

    def _goes_on(self, place: int) -> int:
        """How many words more belong to the name: none, one, or a particle and its word."""
        mot, after = self.at(place), self.at(place + 1)
        if mot is None or mot.premier:
            return 0
        if mot.entre.strip() not in ("", "'", "’"):
            return int(self._is_second_initial(place))
        if mot.plie in _NEES and after is not None and self.joins(place + 1) and after.marque:
            return 2
        lower = mot.casse is Casse.BASSE
        if mot.plie in _DIMINUTIFS and self.word(place - 1) in _COMPOSENT:
            return 1
        if mot.plie in VERBES and lower and not self.is_initial(place):
            return 0
        particle = mot.plie in PARTICULES and not (lower and mot.plie in _FRANCAISES)
        if particle and after is not None and self.joins(place + 1) and prolonge(after):
            return 2
        return int(prolonge(mot))

    def _is_second_initial(self, place: int) -> bool:
        """« Mme D.R. a perdu », « S. M. »: after a letter and its full stop, another."""
        mot = self.mots[place]
        letters = len(mot.brut) == len(self.mots[place - 1].brut) == 1 and mot.brut.isalpha()
        tight = mot.entre in (".", ".-")
        return letters and (tight or (mot.entre.strip() == "." and self.is_initial(place)))

    def is_initial(self, place: int) -> bool:
        """A letter and its full stop: « dylan m. »."""
        after = self.at(place + 1)
        dotted = after is not None and after.entre.startswith(".")
        return len(self.mots[place].brut) == 1 and dotted
