"""The pieces that counts are made of: numbers, ranges, and whom a number may count."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from bot.domain.lecture.ages import band_of, is_strict, said_age
from bot.domain.lecture.choses import is_thing
from bot.domain.lecture.jetons import Jeton, Sorte
from bot.domain.lecture.phrases import Feuille
from bot.domain.lecture.vocabulaire import FILLERS, liste

# After « jeune » or « petit », these make another person, or no person at all.
_NOUNS: Final = liste(
    "homm femm maman papa mer per coupl chien chat arbr group velo voitur scooter moto tag sac "
    "ecran frer"
)
_SMALL: Final = liste("petit vieux vieil grand ancien")
_SMALL_THINGS: Final = liste(
    "match tour moment group probleme souci temp point echang fete coup mot bout pot jeu truc "
    "accrochag incident altercation feu trou tag"
)
_MORE_SIGN: Final = re.compile(r"\+\s*d(?:e|')?\s*$", re.IGNORECASE)
_ADJECTIVES: Final = liste("jeun petit vieux grand ancien")
_BETWEEN: Final = "entr"
_DOUBTS: Final = liste("ptet peut peutetr peut-etr peut-etre pet-etr voir ou")
_JOINS: Final = liste(
    "ou a et voir ptet peut etr peutetr peut-etr peut-etre pet-etr alor mem plutot disons"
)
_MORE: Final = {("plu", "de"), ("plu", "d"), ("au", "moin"), ("minimum",)}
_LESS: Final = {("moin", "de"), ("moin", "d"), ("au", "plu"), ("maximum",), ("max",)}


@dataclass(frozen=True, slots=True)
class Morceau:
    """A number (« N »), a range (« R ») or a public (« P ») between two positions.

    low, high: the ends of a range, 0 where it has none; a number has its value in both.
    par: how many people one of them is (a couple is two). drawn: how many were drawn.
    autre: the public of the age that was said, when it is not that of the word; tous: that age
    is said of everybody before.
    """

    kind: str
    start: int
    end: int
    low: int = 0
    high: int = 0
    public: str = ""
    par: int = 1
    drawn: int = 0
    autre: str = ""
    tous: bool = False


def piece_at(page: Feuille, at: int) -> Morceau | None:
    """What begins at that token, the longest first."""
    if at in page.claimed:
        return None
    return _public(page, at) or _of_age(page, at) or _range(page, at) or _number(page, at)


def _number(page: Feuille, at: int) -> Morceau | None:
    token = page.tokens[at]
    if token.sorte is not Sorte.NUMBER:
        return None
    more = _MORE_SIGN.search(page.text[: token.at])
    return Morceau("R" if more else "N", at, at + 1, token.nombre, 0 if more else token.nombre)


def _range(page: Feuille, at: int) -> Morceau | None:
    """« 4-5 », « entre 5 et 10 », « deux trois », « 3/4 », « plus de 20 »."""
    token = page.tokens[at]
    if token.sorte is Sorte.RANGE:
        return _ends(at, at + 1, token.nombre, token.jusqua)
    if token.sorte is Sorte.DATE and re.fullmatch(r"[0-9]{1,2}\s?/\s?[0-9]{1,2}", token.raw):
        low, high = (int(end) for end in token.raw.split("/"))
        after = at + 1 < len(page.tokens) and _public(page, at + 1) is not None
        return _ends(at, at + 1, low, high) if after else None
    return _bound(page, at) or _two_numbers(page, at)


def _two_numbers(page: Feuille, at: int) -> Morceau | None:
    between = page.tokens[at].stem == _BETWEEN
    first = at + between
    numbers: list[Jeton] = []
    n = first
    parts = {page.tokens[at].part}
    while n < len(page.tokens) and (
        page.tokens[n].part in parts or _one_apart(page, n) or _in_doubt(page, n, numbers)
    ):
        token = page.tokens[n]
        parts.add(token.part)
        if token.sorte is Sorte.NUMBER:
            numbers.append(token)
        elif not (len(numbers) == 1 and (token.stem in _JOINS or token.plain in ("une", "un"))):
            break
        n += 1
        if len(numbers) == 2:
            return _of_two(at, n, numbers, page, between=between)
    return None


def _in_doubt(page: Feuille, n: int, numbers: list[Jeton]) -> bool:
    """« une vingtaine, peut-être trente ados »."""
    comma = page.text[page.tokens[n - 1].end : page.tokens[n].at].strip() == ","
    return comma and len(numbers) == 1 and page.tokens[n].stem in _DOUBTS


def _one_apart(page: Feuille, n: int) -> bool:
    """« 8, 9 jeunes », « une dizaine, une douzaine »: two numbers that go up, and a comma."""
    before, token = page.tokens[n - 1], page.tokens[n]
    comma = page.text[before.end : token.at].strip() == ","
    spelled = not before.raw.isdecimal() and not token.raw.isdecimal()
    rises = 0 < before.nombre == token.nombre - 1 or (spelled and 0 < before.nombre < token.nombre)
    return comma and rises


def _of_two(
    at: int, end: int, numbers: list[Jeton], page: Feuille, *, between: bool
) -> Morceau | None:
    """« deux trois », « cinq à dix »; « 8 et 3 » is no range."""
    low, high = (token.nombre for token in numbers)
    joined = {page.tokens[n].stem for n in range(at, end)} & _JOINS
    if not between and "et" in joined:
        return None
    spoken = between or bool(joined) or not any(token.raw.isdecimal() for token in numbers)
    spoken = spoken or _one_apart(page, end - 1) or _side_by_side(page, at, low, high)
    return _ends(at, end, low, high) if spoken else None


def _side_by_side(page: Feuille, at: int, low: int, high: int) -> bool:
    """« 2 3 papas »: said one after the other, as people say « deux trois »."""
    first, second = page.tokens[at], page.tokens[at + 1]
    return high == low + 1 and page.text[first.end : second.at] == " "


def _ends(start: int, end: int, low: int, high: int) -> Morceau | None:
    return Morceau("R", start, end, low, high) if 0 < low < high else None


def _bound(page: Feuille, at: int) -> Morceau | None:
    """« plus de 20 », « au moins 5 »: only one end is known."""
    words = tuple(token.stem for token in page.tokens[at : at + 2])
    for size in (2, 1):
        more, less = words[:size] in _MORE, words[:size] in _LESS
        number = at + size
        if (more or less) and number < len(page.tokens):
            token = page.tokens[number]
            if token.sorte is Sorte.NUMBER:
                low, high = (token.nombre, 0) if more else (0, token.nombre)
                return Morceau("R", at, number + 1, low, high)
    return None


def _public(page: Feuille, at: int) -> Morceau | None:
    """Whom a number may count, with the age that is said of them."""
    lexique = page.lexique
    for phrase, end in page.phrases(at):
        slug = lexique.publics.get(phrase) or lexique.paires.get(phrase)
        if slug is None:
            continue
        of_another = page.tokens[at].stem in _ADJECTIVES and end < len(page.tokens)
        follows = of_another and page.tokens[end].stem in _NOUNS
        # « jeunes groupés » is of the jeunes, « jeunes couples » of others.
        follows = follows and not page.tokens[end].raw.rstrip("es").endswith("é")
        follows = follows and page.tokens[end].part == page.tokens[at].part
        if follows or _is_of_a_thing(page, at, end) or _qualifies(page, at, end):
            return None
        par = 2 if phrase in lexique.paires else 1
        drawn = page.tokens[at].nombre if page.tokens[at].sorte is Sorte.WORD else 0
        found = Morceau("P", at, end, public=slug, par=par, drawn=drawn)
        return _pair_of(page, found) if par > 1 else _aged(page, found)
    return None


def _pair_of(page: Feuille, pair: Morceau) -> Morceau:
    """« un couple de retraités »: two of those."""
    at = pair.end
    led = at < len(page.tokens) and page.tokens[at].plain in ("de", "d")
    of = _public(page, at + 1) if led and at + 1 < len(page.tokens) else None
    return replace(pair, public=of.public, end=of.end) if of and of.par == 1 else pair


def _qualifies(page: Feuille, at: int, end: int) -> bool:
    """« un petit match »: said of the next word, one, that is neither a verb nor a link."""
    if page.tokens[at].stem not in _SMALL or page.tokens[at].raw[-1] in "sx" or end - at > 1:
        return False
    if end >= len(page.tokens) or page.tokens[end].part != page.tokens[at].part:
        return False
    after = page.tokens[end]
    noun = after.sorte is Sorte.WORD and after.stem not in FILLERS and after.raw[-1] not in "éeét"
    return (noun or after.stem in _SMALL_THINGS) and (after.stem,) not in page.lexique.publics


def _is_of_a_thing(page: Feuille, at: int, end: int) -> bool:
    """« vieux canapé » is no old person."""
    longer = ((phrase, stop) for phrase, stop in page.phrases(at) if stop > end)
    return any(is_thing(page, phrase) for phrase, _stop in longer)


def _of_age(page: Feuille, at: int) -> Morceau | None:
    """« 2 grands de 16 ans »: whoever they are called, their age says whom to count."""
    token = page.tokens[at]
    counted = at > 0 and page.tokens[at - 1].sorte is Sorte.NUMBER
    counted = counted and (token.stem,) not in page.lexique.publics
    if token.sorte is not Sorte.WORD or not counted:
        return None
    said = said_age(page, at + 1)
    public = band_of(page, said.ages) if said else ""
    return Morceau("P", at, said.end, public=public, tous=said.tous) if said and public else None


def _aged(page: Feuille, found: Morceau) -> Morceau | None:
    """« 8 jeunes de 20 ans »: an age is believed; None when it is of no one band."""
    bands = {slug for _first, _last, slug in page.lexique.ages}
    said = said_age(page, found.end)
    if said is None or found.public not in {*bands, page.lexique.sans_age} or not bands:
        return found
    public = band_of(page, said.ages)
    if not public:
        return None
    if is_strict(page, found.start, found.end) and public != found.public:
        return replace(found, end=said.end, autre=public)
    return replace(found, end=said.end, public=public, tous=said.tous)
