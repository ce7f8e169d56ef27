"""People counted in a message: what each number counts, a total and its parts, a range to ask."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from bot.domain.lecture.jetons import Sorte
from bot.domain.lecture.morceaux import Morceau, piece_at
from bot.domain.lecture.nombres import COMPTE_MAX
from bot.domain.lecture.phrases import Feuille
from bot.domain.lecture.vocabulaire import FILLERS, Genre, liste

_INSIDE: Final = liste("plu de d des an ans autr grand environ petit seul bon bonn gross")
_PARTS: Final = re.compile(r"\s*(?:[:=(]|comprenant\b|avec\b)", re.IGNORECASE)
_OF_WHICH: Final = re.compile(r"\b(?:dont|dt|parmi)\b", re.IGNORECASE)
_IN_ALL: Final = re.compile(r"(?:\b(?:en tout|au total|total|soit)\b|=)[\s:]*$", re.IGNORECASE)
_IN_ALL_AFTER: Final = re.compile(r"^\s*(?:en tout|au total|total)\b", re.IGNORECASE)
_REST: Final = re.compile(
    r"\b(?:le reste|les autres|tout le reste)\b[\s:]*(?:(?:sont|étaient|c'est)\s)?"
    r"(?:des|d'|de|les|en)?\s?(?P<qui>\w+)",
    re.IGNORECASE,
)
_ARTICLES: Final = liste("les aux des avec nos ces au le la")
_ONE: Final = liste("le la l sa son leur")
_SAME: Final = "memes"


@dataclass(frozen=True, slots=True)
class Comptage:
    """`nombre` people of a public, the word that said whom, and where in the text it is said.

    seul: one person, said by « un » or « une ».
    """

    public: str
    nombre: int
    mot: str
    at: int
    end: int
    seul: bool = False


@dataclass(frozen=True, slots=True)
class Fourchette:
    """People who must be asked about: `choix`, those they may be (public, how many); `mots`, what
    was said.
    """

    choix: tuple[tuple[str, int], ...]
    mots: str


@dataclass(slots=True)
class Gens:
    """Everybody that a message counts."""

    comptages: list[Comptage] = field(default_factory=list)
    fourchettes: list[Fourchette] = field(default_factory=list)


def people(page: Feuille) -> Gens:
    """Every count of the page, claimed there. What could be read two ways is left alone."""
    gens = Gens()
    for run in list(_runs(page)):
        for number, public in _pairs(page, run):
            _take(page, gens, number, public)
    _take_totals(page, gens)
    gens.comptages = _parted(page, gens.comptages)
    _ask_again(page, gens)
    return gens


def _take(page: Feuille, gens: Gens, number: Morceau, public: Morceau) -> None:
    start, end = min(number.start, public.start), max(number.end, public.end)
    mot = " ".join(token.raw for token in page.tokens[public.start : public.end])
    where = page.tokens[start].at, page.tokens[end - 1].end
    ends = sorted({n * public.par for n in (number.low, number.high) if n})
    open_end = bool(number.low) != bool(number.high)
    if len(ends) > 1 or public.autre or open_end:
        publics = (public.public, public.autre) if public.autre else (public.public,)
        choix = tuple((slug, n) for slug in publics for n in ends)
        gens.fourchettes.append(Fourchette(choix, page.text[where[0] : where[1]]))
    elif 1 <= number.low * public.par <= COMPTE_MAX:
        seul = page.tokens[number.start].plain in ("un", "une")
        nombre = number.low * public.par
        gens.comptages.append(Comptage(public.public, nombre, mot, *where, seul))
    elif number.low:
        return
    page.claimed.update(range(start, end))


def _pairs(page: Feuille, run: list[Morceau]) -> Iterator[tuple[Morceau, Morceau]]:
    """« 8 ados 3 adultes », or « ados 8, adultes 3 » when nothing follows the last number."""
    if page.negated(run[0].start):
        # « aucun enfant 3 ados »: only what the negation bears on is left alone.
        run = run[1:] if run[0].kind == "P" else []
    kinds = "".join("N" if piece.kind == "R" else piece.kind for piece in run)
    if re.fullmatch("(PN)+", kinds) and _is_list(page, run):
        yield from ((run[n + 1], run[n]) for n in range(0, len(run), 2))
        return
    written = any(piece.kind != "P" for piece in run)
    for n, piece in enumerate(run):
        if piece.kind == "P" and n and run[n - 1].kind != "P":
            yield run[n - 1], piece
        elif piece.drawn and not written:
            yield replace(piece, kind="N", low=piece.drawn, high=piece.drawn), piece
        elif n and piece.kind == "P" and _is_one_more(page, run[n - 1], piece):
            yield replace(piece, kind="N", low=1, high=1), piece


def _is_one_more(page: Feuille, before: Morceau, piece: Morceau) -> bool:
    """« 2 seniors et le gardien », « une dame et sa fille »: one person, in a list of others."""
    words = [token.plain for token in page.tokens[before.end : piece.start]]
    named = page.tokens[piece.start].raw
    return len(words) == 2 and words[0] == "et" and words[1] in _ONE and named[-1] not in "sx"


def _is_list(page: Feuille, run: list[Morceau]) -> bool:
    """« ados 8 », with nothing after it that the number may count, nor an article before."""
    before, end = run[0].start - 1, run[-1].end
    led = before >= 0 and page.tokens[before].part == page.tokens[run[0].start].part
    if led and page.tokens[before].plain in _ARTICLES:
        return False
    if end >= len(page.tokens) or page.tokens[end].part != page.tokens[end - 1].part:
        return True
    meanings = [page.lexique.sens.get(phrase) for phrase, _end in page.phrases(end)]
    known = any(m and m[0][0] is not Genre.CATEGORIE for m in meanings)
    return page.tokens[end].stem in FILLERS or known


def _runs(page: Feuille) -> Iterator[list[Morceau]]:
    """Numbers and publics that follow one another, within one part of the message."""
    run: list[Morceau] = []
    at = 0
    while at < len(page.tokens):
        piece = piece_at(page, at)
        apart = run and page.tokens[run[-1].end - 1].part != page.tokens[at].part
        if run and (apart or (piece is None and not _goes_on(page, run, at))):
            yield run
            run = []
        if piece:
            run.append(piece)
        at = piece.end if piece else at + 1
    if run:
        yield run


def _goes_on(page: Feuille, run: list[Morceau], at: int) -> bool:
    """Words that stand between the pieces of a count, or lead to one person more."""
    one = page.tokens[at].plain in _ONE | {"et"} and run[-1].kind == "P"
    following = page.tokens[at + 1].plain if at + 1 < len(page.tokens) else ""
    leads = one and (following in _ONE or (at and page.tokens[at - 1].plain == "et"))
    return page.tokens[at].stem in _INSIDE or bool(leads)


def _take_totals(page: Feuille, gens: Gens) -> None:
    """« une trentaine dont 8 ados », « en tout 10 »: a number alone that says everybody."""
    for n in page.free():
        token = page.tokens[n]
        if token.sorte is not Sorte.NUMBER or not 1 <= token.nombre <= COMPTE_MAX:
            continue
        before, after = page.text[: token.at], page.text[token.end :]
        led = _IN_ALL.search(before)
        total = led or _OF_WHICH.match(after.lstrip(" ,(")) or _IN_ALL_AFTER.match(after)
        if total and page.lexique.sans_age:
            alone = Comptage(page.lexique.sans_age, token.nombre, "personnes", token.at, token.end)
            gens.comptages.append(alone)
            page.claimed.add(n)
            _claim_words(page, led.start() if led else token.end, after)
    gens.comptages.sort(key=lambda comptage: comptage.at)


def _claim_words(page: Feuille, at: int, after: str) -> None:
    """« en tout », « au total » are said with it."""
    match = _IN_ALL_AFTER.match(after)
    end = at + (match.end() if match else 10)
    for n in page.free():
        if at <= page.tokens[n].at < end and page.tokens[n].plain in _TOTAL_WORDS:
            page.claimed.add(n)


_TOTAL_WORDS: Final = liste("en tout au total soit")


def _parted(page: Feuille, comptages: Sequence[Comptage]) -> list[Comptage]:
    """A total is not added to its parts: what is left of it is of the total's own public.

    One that is less than its parts is given back, to be asked.
    """
    sans_age, kept = page.lexique.sans_age, list(comptages)
    whole = [_before(page.text, sans_age, comptages, n) for n in range(len(comptages))]
    for n, total in enumerate(comptages):
        after = comptages[n + 1 :]
        parts = whole[n] or (not any(whole) and _parts(page.text, sans_age, total, after))
        if parts:
            rest = total.nombre - sum(part.nombre for part in parts)
            at = kept.index(total)
            public = _rest_of(page, total.end) or total.public
            kept[at : at + 1] = [replace(total, nombre=rest, public=public)] if rest > 0 else []
            if rest < 0:
                _give_back(page, total)
            return kept
    return kept


def _rest_of(page: Feuille, at: int) -> str:
    """« le reste des adultes »: whom the rest of a total is of, when it is said."""
    match = _REST.search(page.text, at)
    for n, token in enumerate(page.tokens):
        if match and token.at == match.start("qui") and (token.stem,) in page.lexique.publics:
            page.claimed.update(
                k for k, one in enumerate(page.tokens) if match.start() <= one.at <= token.at
            )
            return page.lexique.publics[(page.tokens[n].stem,)]
    return ""


def _give_back(page: Feuille, comptage: Comptage) -> None:
    for n, token in enumerate(page.tokens):
        if comptage.at <= token.at < comptage.end:
            page.claimed.discard(n)


def _parts(
    text: str, sans_age: str, total: Comptage, after: Sequence[Comptage]
) -> Sequence[Comptage]:
    """What follows a total and is counted in it; none when it is no total."""
    if not after:
        return ()
    if total.public == sans_age and sum(part.nombre for part in after) == total.nombre:
        return after
    between = text[total.end : after[0].at]
    said = _PARTS.match(between) or _OF_WHICH.search(between) or _IN_ALL_AFTER.match(between)
    if not said or ("avec" in said[0] and total.public != sans_age):
        return ()
    parts: list[Comptage] = []
    for part in after:
        if parts and re.search(r"[.\n]", text[parts[-1].end : part.at]):
            break
        if parts and parts[0].public == total.public != part.public:
            break
        parts.append(part)
    return parts


def _before(text: str, sans_age: str, comptages: Sequence[Comptage], n: int) -> Sequence[Comptage]:
    """« 8 ados 3 adultes, 11 en tout »: the parts of a total that comes last."""
    total = comptages[n]
    if not n or total.public not in {sans_age, *(one.public for one in comptages[:n])}:
        return ()
    of_before = _IN_ALL_AFTER.match(text[comptages[n - 1].end :])
    led = not of_before and _IN_ALL.search(text[: total.at])
    return comptages[:n] if led or _IN_ALL_AFTER.match(text[total.end :]) else ()


def _ask_again(page: Feuille, gens: Gens) -> None:
    """« encore les mêmes 8 ados »: whether they are counted once more is asked."""
    same = [n for n, token in enumerate(page.tokens) if token.plain == _SAME]
    if not same or not gens.comptages:
        return
    page.claimed.update(same)
    for comptage in gens.comptages:
        mots = page.text[comptage.at : comptage.end]
        choix = ((comptage.public, 0), (comptage.public, comptage.nombre))
        gens.fourchettes.append(Fourchette(choix, mots))
    gens.comptages = []
