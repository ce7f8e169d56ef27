"""What is needed near a doubtful word before it is believed: a mood, how many are about, a use."""

from __future__ import annotations

from typing import Final

from bot.domain.lecture.jetons import Sorte
from bot.domain.lecture.lieux import PLACES
from bot.domain.lecture.phrases import Feuille
from bot.domain.lecture.vocabulaire import FILLERS, Genre, liste

_WEAK: Final = liste(
    "electriqu explosif explosiv normal neutr correct cool simpa sympa agreabl pos lourd sag "
    "zen vid nerveu foul rir"
)
"""Said of many things: a part of the message that says something else is not about the mood."""
_ATMOSPHERE: Final = liste(
    "ambianc climat atmospher amb situation sit squar plac quartier parc secteur tout c sa ca "
    "ce frequentation rest toujour globalement soir gen endroit coin ru"
)
_OF_THE_MOOD: Final = FILLERS | _ATMOSPHERE
_BEFORE: Final = 3
_NOT_AFTER: Final[dict[tuple[str, ...], frozenset[str]]] = {
    ("ras",): liste("a au des les de aux du"),
    ("foul",): liste("en"),
    ("calm",): liste("a ont avon"),
}
_NOT_ONE: Final = {("pas", "rat"), ("pas", "chat"), ("pas", "passant")}
"""« pas un rat » is a desert, « pas de rats » is none."""
_EASED: Final = ("retomb", "redescend", "dissip", "diminu")
"""« la tension est retombée »: it was, and is no more."""
_COMMON: Final = "comm"
"""« comme d'habitude »: said of anything."""
_SHOPPING: Final = liste("ses leur mes des sac porter portent monter mont")
"""« monte ses courses » is no race."""
"""« à ras bord » is no « RAS », « on a calmé le jeu » is not calm."""
_OF_A_THING: Final = PLACES | liste(
    "en panier but cag ballon club sal tabl air table terrain city match maillot chaussur "
    "banc filet cour salon"
)
_DE: Final = liste("de du d des la l le les")


def is_proved(page: Feuille, genre: Genre, phrase: tuple[str, ...], where: range) -> bool:
    """Whether the words around bear out what the phrase would mean."""
    if genre is Genre.AMBIANCE or genre is Genre.FREQUENTATION:
        return _is_atmosphere(page, phrase, where)
    bags = phrase[0] == "cours" and _SHOPPING.intersection(_before(page, where)[-1:])
    return not bags and not _is_of_a_thing(page, where)


def _is_atmosphere(page: Feuille, phrase: tuple[str, ...], where: range) -> bool:
    before = _before(page, where)
    if phrase in _NOT_ONE and "un" not in [
        token.plain for token in page.tokens[where.start : where.stop]
    ]:
        return False
    if any(token.stem.startswith(_EASED) for token in page.tokens[where.stop : where.stop + 3]):
        return False
    free = where.start - 1 not in page.claimed
    led = free and before[-1:] and before[-1] in (_NOT_AFTER.get(phrase) or ())
    if led or (page.tokens[where.start].plain in _DE and _place_before(page, where.start)):
        return False
    if before[-1:] == ["en"] and phrase[0] == "plein":
        return False
    weak = (len(phrase) == 1 and phrase[0] in _WEAK) or phrase[-1] == "vid"
    weak |= phrase[0] == _COMMON
    return not weak or bool(_ATMOSPHERE.intersection(before)) or _is_alone(page, where)


def stands_apart(page: Feuille, where: range) -> bool:
    """« ambiance tendue », or a part of its own: said of the place, whatever else is told."""
    said = {"ambianc", "climat", "atmospher", "amb"}
    return (
        bool(said.intersection(_before(page, where)))
        or _is_alone(page, where)
        or bool(said.intersection(token.stem for token in page.tokens[where.start : where.stop]))
    )


def _before(page: Feuille, where: range) -> list[str]:
    part = page.tokens[where.start].part
    near = page.tokens[max(where.start - _BEFORE, 0) : where.start]
    return [token.stem for token in near if token.part == part]


def _place_before(page: Feuille, at: int) -> bool:
    """« au milieu du passage »: the place is not over."""
    return at > 0 and page.tokens[at - 1].stem in PLACES


def _is_alone(page: Feuille, where: range) -> bool:
    """Nothing else is said in that part of the message, but what is understood already."""
    part = page.tokens[where.start].part
    return not any(
        token.part == part and n not in where and n not in page.claimed
        and token.sorte is Sorte.WORD and token.stem not in _OF_THE_MOOD
        and (token.stem,) not in page.lexique.sens
        for n, token in enumerate(page.tokens)
    )  # fmt: skip


def _is_of_a_thing(page: Feuille, where: range) -> bool:
    """« terrain de foot », « panier de basket »: the word only says which thing."""
    at = where.start - 1
    part = page.tokens[where.start].part
    while at >= 0 and page.tokens[at].part == part and page.tokens[at].plain in _DE:
        at -= 1
    led = 0 <= at < where.start - 1 and page.tokens[at].part == part
    return led and page.tokens[at].stem in _OF_A_THING
