"""A place that is none of ours: « square Montaigne », « la place du marché », « à Saint-Leu »."""

from __future__ import annotations

from typing import Final

from bot.domain.lecture.jetons import Sorte
from bot.domain.lecture.lieux import ENDS, GOES_ON, PLACES
from bot.domain.lecture.phrases import Feuille
from bot.domain.lecture.vocabulaire import FILLERS, NEGATIONS, Genre, liste, stem

_GENERIC: Final = frozenset(
    stem(word)
    for word in liste(
        "place square parc rue jardin cour esplanade mail terrain stade city immeuble immeubles "
        "pied bas résidence cité quartier marché parking gare école collège lycée centre "
        "parvis berges"
    )
)
"""Words of our sites that many places bear: a proper name after one makes it another place."""
_PUBLIC: Final = frozenset(
    stem(word)
    for word in liste("place square parc jardin esplanade cité résidence quartier parvis berges")
)
_NAMED: Final = frozenset(
    stem(word)
    for word in liste(
        "quai gare skatepark rue avenue boulevard bd av marché gymnase stade collège école lycée "
        "piscine médiathèque théâtre passage impasse allée mail cours chemin pont parking arrêt"
    )
)
"""Words that many places bear: only a name with its capital makes one of them another place."""
_ONLY_NAMED: Final = liste("quai boulevard bd avenu")
"""« quai machin »: whoever says one of these says its name, with a capital or without."""
_ALSO_WORDS: Final = liste("a c")
"""« site B et à 18h », « site A et c calme »: letters that are words too."""
_BORNE: Final = _GENERIC | _NAMED
_ANYWHERE: Final = _PUBLIC | _NAMED
_SAINT: Final = ("st", "ste", "saint", "sainte")
_GONE_TO: Final = liste(
    "passe passes passee alle alles allee fini finis tourne tournee repasse arrive arrives "
    "arrivee rendu rendus etait etions sommes suis est poste postes maraude fait"
)
_TO: Final = liste("a vers sur cote secteur")


def other_place(page: Feuille, where: range, *, capital: bool = False) -> range | None:
    """« square Montaigne », « la place du marché »: a name that goes on is another place.

    The whole name, or None when what was said there is ours.
    """
    if page.tokens[where.stop - 1].stem not in _BORNE:
        return None
    end, part = where.stop, page.tokens[where.start].part
    if end < len(page.tokens) and ":" in page.text[page.tokens[end - 1].end : page.tokens[end].at]:
        return None
    while end < len(page.tokens) and page.tokens[end].part == part:
        if not (page.tokens[end].stem in GOES_ON and end - where.stop < 2):
            break
        end += 1
    led = end > where.stop
    if end >= len(page.tokens) or page.tokens[end].part != part:
        return None
    saint = page.tokens[end - 1].plain in _SAINT
    saint |= page.tokens[end].plain.startswith(tuple(f"{word}-" for word in _SAINT))
    if capital and not saint and not _is_capital(page.tokens[end].raw):
        return None
    return range(where.start, end + 1) if _is_name(page, end, led=led) else None


def take_joined_site(page: Feuille, where: range) -> bool:
    """« sites B et C », « site A/C »: whether another site of ours is said with the same word."""
    joint = 1 if page.tokens[where.stop : where.stop + 1] else 0
    if joint and page.tokens[where.stop].plain in ("et", "e", "é", "puis"):
        joint = 2
    at = where.stop + joint - 1
    if len(where) != 2 or not joint or at >= len(page.tokens):
        return False
    head, letter = page.tokens[where.start], page.tokens[at]
    between = page.text[page.tokens[where.stop - 1].end : letter.at].strip()
    after = page.tokens[at + 1] if at + 1 < len(page.tokens) else None
    ends = after is None or after.part != letter.part or after.sorte is Sorte.NUMBER
    sure = ends or letter.plain not in _ALSO_WORDS or head.plain.endswith("s")
    said = page.lexique.sens.get((head.stem, letter.stem), ())
    joined = joint == 2 or between in ("/", ",", "+", "&")
    if not (joined and sure and said and said[0][0] is Genre.SITE):
        return False
    page.claimed.update((at - 1, at))
    return True


def take_named_place(page: Feuille, *, alone: bool = False) -> str:
    """« parc Montesquieu »: a public place that has a name, and is none of ours; or « ».

    alone: only where nothing leads to it, as « devant le parc Montesquieu » only says where.
    """
    for n in page.free():
        stem_ = page.tokens[n].stem
        if alone and (stem_ not in _PUBLIC or _is_led(page, n)):
            continue
        if stem_ in _ANYWHERE:
            capital = stem_ in _NAMED - _ONLY_NAMED
            elsewhere = other_place(page, range(n, n + 1), capital=capital)
            if elsewhere and not any(at in page.claimed for at in elsewhere):
                page.claimed.update(elsewhere)
                return page.words(list(elsewhere))
    return ""


def take_bare_name(page: Feuille) -> str:
    """« on est passé à Saint-Leu »: a name with its capital, where somebody went; or « »."""
    for n in page.free():
        token = page.tokens[n]
        before = [one.plain for one in page.tokens[max(n - 3, 0) : n] if one.part == token.part]
        led = before[-1:] and before[-1] in _TO
        went = led and (before[-1] == "secteur" or _GONE_TO.intersection(before[:-1]))
        if went and _is_capital(token.raw) and _is_name(page, n, led=False):
            page.claimed.add(n)
            return token.raw
    return ""


def _is_capital(word: str) -> bool:
    """« Henriville », « Saint-Leu »; a whole word in capitals says nothing."""
    return word[0].isupper() and (word[1:].islower() or "-" in word)


def _is_led(page: Feuille, n: int) -> bool:
    """« devant la place … », « près du parc … »."""
    at = n - 1
    while at >= 0 and page.tokens[at].plain in ("le", "la", "l", "du", "de", "au", "des"):
        at -= 1
    return (
        at >= 0 and page.tokens[at].part == page.tokens[n].part and page.tokens[at].stem in PLACES
    )


def _is_name(page: Feuille, n: int, *, led: bool) -> bool:
    """A word that nothing else explains; after « du », any word that is not of ours."""
    token = page.tokens[n]
    if token.sorte is not Sorte.WORD or n in page.claimed or len(token.stem) < 3:
        return False
    if token.stem in FILLERS or token.stem in NEGATIONS or token.stem in ENDS:
        return False
    named = _is_capital(token.raw)
    common = token.stem in page.lexique.spared and not named
    known = token.stem in (page.lexique.firsts if named else page.lexique.words) or common
    return led or not known or n in page.guessed
