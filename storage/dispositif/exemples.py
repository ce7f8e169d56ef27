"""What the bot shows as something to write: in a programme's own words, and read by it as it says.

One place makes every example; each piece is kept only once the reader understands exactly that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.domain.lecture.eclair import Lecture, lire
from bot.domain.lecture.vocabulaire import Lexique
from storage.dispositif.courants import courants
from storage.dispositif.entries import Item
from storage.dispositif.model import Dispositif, actifs

MANY, FEW = 8, 3
PLACE: Final = "devant le 12"
_ANYBODY: Final = "personnes"
_PLURALS: Final = ("s", "x", "z")


@dataclass(frozen=True, slots=True)
class Exemples:
    """Pieces of a message, « » for what this programme has no word for.

    un: « 8 ados »; comptes: « 8 ados 3 adultes »; ambiance: « calme »; chose: « lampadaire HS ».
    """

    un: str
    comptes: str
    ambiance: str
    chose: str

    @property
    def court(self) -> str:
        """« 8 ados 3 adultes, calme »."""
        return _joined(self.comptes, self.ambiance)

    @property
    def phrase(self) -> str:
        """« 8 ados 3 adultes, calme, lampadaire HS devant le 12 »."""
        return _joined(self.comptes, self.ambiance, self.chose and f"{self.chose} {PLACE}")

    @property
    def hier(self) -> str:
        """« hier 19h, 8 ados »."""
        return _joined("hier 19h", self.un)


def exemples_of(config: Dispositif, lexique: Lexique) -> Exemples:
    """The first pieces that are read to exactly what they say."""
    gens = list(_gens(config, lexique))
    comptes = " ".join(f"{n} {word}" for n, word in zip((MANY, FEW), gens, strict=False))
    return Exemples(
        un=f"{MANY} {gens[0]}" if gens else "",
        comptes=comptes,
        ambiance=next(_ambiances(config, lexique), ""),
        chose=next(_choses(config, lexique), ""),
    )


def _gens(config: Dispositif, lexique: Lexique) -> Iterator[str]:
    """A word for two of the publics counted: one in two, for children are seldom met first."""
    counted = [one for one in actifs((*config.publics, *config.roles)) if one.comptage]
    words = {one.slug: _word_of(config, lexique, one) for one in counted}
    known = [words[one.slug] for one in counted if words[one.slug]]
    yield from (known[1::2] if len(known) > 2 else known)[:2] or _anybody(lexique)


def _word_of(config: Dispositif, lexique: Lexique, public: Item) -> str:
    """The first of its names that is read: « ados », else the label of its button."""
    aliases = (word for word, slug in config.alias_publics().items() if slug == public.slug)
    plurals = (
        word if word.endswith(_PLURALS) else f"{word}s" for word in aliases if word.isalpha()
    )
    for word in (*plurals, public.label.lower()):
        if _says(f"{MANY} {word}", lexique, Lecture(comptes={public.slug: MANY})):
            return word
    return ""


def _anybody(lexique: Lexique) -> list[str]:
    said = Lecture(comptes={lexique.sans_age: MANY})
    return [_ANYBODY] if _says(f"{MANY} {_ANYBODY}", lexique, said) else []


def _ambiances(config: Dispositif, lexique: Lexique) -> Iterator[str]:
    """A word of the best ambiances, but not of the very best."""
    ranked = sorted(actifs(config.ambiance), key=lambda line: line.valeur, reverse=True)
    for line in (*ranked[1:], *ranked[:1]):
        for word in (*line.mots, *courants().mots.get(line.slug, ()), line.label.lower()):
            if _says(word, lexique, Lecture(ambiance=[line.slug])):
                yield word


def _choses(config: Dispositif, lexique: Lexique) -> Iterator[str]:
    """A thing and its state, or a defect by its name: the usual ones first, buildings last."""
    ranked = sorted(actifs(config.categories), key=lambda one: (not one.usuelle, one.bati))
    for categorie in ranked:
        for said in _said_of(categorie, categorie.choses):
            if _says(f"{said} {PLACE}", lexique, _defect(categorie.slug)):
                yield said


def _said_of(categorie: Item, choses: tuple[str, ...]) -> Iterator[str]:
    shared = courants()
    for chose in (*choses, *shared.choses.get(categorie.slug, ())):
        yield from (f"{chose} {etat}" for etat in shared.etats[:1])
    yield from (word.lower() for word in (*categorie.mots, categorie.label))


def _defect(slug: str) -> Lecture:
    return Lecture(categorie=[slug], lieu=PLACE)


def _says(text: str, lexique: Lexique, expected: Lecture) -> bool:
    """Whether the reader finds that and nothing else; the words that it keeps are its own."""
    lecture = lire(text, lexique)
    lecture.mots = {}
    return lecture == expected


def _joined(*pieces: str) -> str:
    return ", ".join(piece for piece in pieces if piece)
