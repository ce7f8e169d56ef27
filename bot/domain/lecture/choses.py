"""Which word of a message says the thing: not its whole, not what it is beside."""

from __future__ import annotations

from typing import Final

from bot.domain.lecture.phrases import Feuille
from bot.domain.lecture.vocabulaire import Genre, liste

_OF: Final = liste("de du d des la l le les")
_PIECES: Final = liste(
    "chain grill grillag vitr vitrag port plaqu trapp bouton filet march poteau born plancher"
)
_CARRY: Final = liste(
    "porter portent monter montent descendre descendent demenager demenagent livrer livrent "
    "transporter transportent charger chargent vendre vendent donner donnent"
)
_BARS: Final = liste("bloqu gen")
_BESIDE: Final = liste("niveau pre cot devant derrier fac angl")
_ROADS: Final = liste(
    "rout chausse trottoir sol bitum goudron all chemin parking pelous ru passag cour pist plac "
    "enrob herb milieu virag terrain dall pav coin square carrefour voi gazon parc terr"
)


def is_thing(page: Feuille, phrase: tuple[str, ...]) -> bool:
    """Whether the phrase says what is broken."""
    meanings = page.lexique.sens.get(phrase)
    return phrase in page.lexique.choses or bool(meanings and meanings[0][0] is Genre.CATEGORIE)


def is_part(page: Feuille, where: range) -> bool:
    """« la chaîne de la balançoire », « la porte de l'ascenseur »: the whole is what is broken."""
    at = where.stop
    while at < len(page.tokens) and page.tokens[at].plain in _OF:
        at += 1
    if at == where.stop or at >= len(page.tokens) or page.tokens[where.start].stem not in _PIECES:
        return False
    return any(phrase in page.lexique.choses for phrase, _end in page.phrases(at))


def is_where(page: Feuille, where: range) -> bool:
    """« au niveau du passage piéton le feu est en panne »: where it is, and not what."""
    at, part = where.start - 1, page.tokens[where.start].part
    while at >= 0 and page.tokens[at].plain in _OF:
        at -= 1
    led = at >= 0 and page.tokens[at].part == part and page.tokens[at].stem in _BESIDE
    return led and any(
        phrase in page.lexique.choses
        for n in range(where.stop, len(page.tokens))
        if page.tokens[n].part == part and n not in page.claimed
        for phrase, _end in page.phrases(n)
    )


def is_carried(page: Feuille, where: range) -> bool:
    """« ils portent les meubles d'une dame »: nobody left them there."""
    before = page.tokens[max(where.start - 3, 0) : where.start]
    return any(one.plain in _CARRY and one.part == page.tokens[where.start].part for one in before)


def is_of_people(page: Feuille, where: range) -> bool:
    """« squat du hall, ça bloque le passage »: what bars the way is no car."""
    return page.tokens[where.start].stem in _BARS and bool(page.uses)


def is_of_no_road(page: Feuille, where: range) -> bool:
    """« trou dans le grillage »: of what it is in, and not of the road."""
    words = [token.stem for token in page.tokens[where.stop : where.stop + 3]]
    inside = words[:1] == ["dan"] and len(words) > 1
    in_what = next((word for word in words[1:] if word not in _OF), "")
    holed = page.tokens[where.stop - 1].stem == "trou"
    return holed and inside and bool(in_what) and in_what not in _ROADS
