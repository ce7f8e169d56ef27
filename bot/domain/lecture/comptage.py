"""People counted in a message: what each number counts, a total and its parts, a range to ask."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from bot.domain.lecture.gens import Comptage, Fourchette, Gens
from bot.domain.lecture.jetons import Sorte
from bot.domain.lecture.morceaux import Morceau, piece_at
from bot.domain.lecture.nombres import COMPTE_MAX
from bot.domain.lecture.phrases import Feuille
from bot.domain.lecture.presents import take_present
from bot.domain.lecture.retouches import (
    ask_either,
    ask_groups,
    leave_unmet,
    mend_counts,
    take_others,
)
from bot.domain.lecture.totaux import parted, shared, take_totals
from bot.domain.lecture.vocabulaire import FILLERS, Genre, liste

_INSIDE: Final = liste("plu de d des an ans autr grand environ petit seul bon bonn gross ptit")
_ARTICLES: Final = liste("les aux des avec nos ces au le la")
_ONE: Final = liste("le la l sa son leur")
_ABOUT: Final = (["mini"], ["minimum"], ["max"], ["maxi"], ["maximum"])
_JOINS: Final = liste("et e avec avc plus")
_SAME: Final = "memes"


def people(page: Feuille) -> Gens:
    """Every count of the page, claimed there. What could be read two ways is left alone."""
    gens = Gens()
    for run in list(_runs(page)):
        for number, public in _pairs(page, _of_one_age(page, run)):
            _take(page, gens, number, public)
    leave_unmet(page, gens)
    ask_groups(page, gens)
    take_others(page, gens)
    ask_either(page, gens)
    mend_counts(page, gens)
    take_totals(page, gens)
    gens.comptages = shared(page, parted(page, gens.comptages))
    take_present(page, gens)
    _ask_again(page, gens)
    return gens


def _take(page: Feuille, gens: Gens, number: Morceau, public: Morceau) -> None:
    start, end = min(number.start, public.start), max(number.end, public.end)
    mot = " ".join(token.raw for token in page.tokens[public.start : public.end])
    where = page.tokens[start].at, page.tokens[end - 1].end
    ends = sorted({n * public.par for n in (number.low, number.high) if n})
    open_end = bool(number.low) != bool(number.high) or _is_at_least(page, end)
    if len(ends) > 1 or public.autre or open_end:
        publics = (public.public, public.autre) if public.autre else (public.public,)
        choix = tuple((slug, n) for slug in publics for n in ends)
        gens.fourchettes.append(Fourchette(choix, page.text[where[0] : where[1]]))
    elif 1 <= number.low * public.par <= COMPTE_MAX:
        added = number.start == public.start and not public.drawn
        seul = added or page.tokens[number.start].plain in ("un", "une")
        nombre = number.low * public.par
        gens.comptages.append(Comptage(public.public, nombre, mot, *where, seul))
    elif number.low:
        return
    page.claimed.update(range(start, end))


def _is_at_least(page: Feuille, end: int) -> bool:
    """« 45 personnes mini », « 10 ados max »: how many is asked."""
    words = [token.plain for token in page.tokens[end : end + 2]]
    return words[:1] in _ABOUT or words in (["au", "moins"], ["au", "maximum"], ["au", "minimum"])


def _of_one_age(page: Feuille, run: list[Morceau]) -> list[Morceau]:
    """« 2 mecs 3 meufs, tous vers 23 ans »: the age is that of each."""
    if not run[-1].tous:
        return run
    aged = {*(slug for _first, _last, slug in page.lexique.ages), page.lexique.sans_age}
    return [replace(one, public=run[-1].public) if one.public in aged else one for one in run]


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
        elif piece.drawn and (not written or _is_drawn_apart(page, run, n)):
            yield replace(piece, kind="N", low=piece.drawn, high=piece.drawn), piece
        elif n and piece.kind == "P" and _is_one_more(page, run[n - 1], piece):
            yield replace(piece, kind="N", low=1, high=1), piece


def _is_drawn_apart(page: Feuille, run: list[Morceau], n: int) -> bool:
    """« 👨👨👩 + 4 petits »: drawn before any number, and something is added to them."""
    number = next(one for one in run if one.kind != "P")
    drawn = [one for one in run if one.drawn and one.start < number.start]
    if not drawn:
        return False
    after = page.text[page.tokens[drawn[-1].end - 1].end : page.tokens[number.start].at]
    return n < run.index(number) and after.strip() in ("+", "et", "é", "&", "plus")


def _is_one_more(page: Feuille, before: Morceau, piece: Morceau) -> bool:
    """« 2 seniors et le gardien », « une dame et sa fille »: one person, in a list of others."""
    words = [token.plain for token in page.tokens[before.end : piece.start]]
    named = page.tokens[piece.start].raw
    added = "+" in page.text[page.tokens[before.end - 1].end : page.tokens[piece.start].at]
    joined = (len(words) == 2 and words[0] in _JOINS) or (added and len(words) == 1)
    return joined and words[-1] in _ONE and named[-1] not in "sx"


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
        apart = run and _is_apart(page, run[-1], at)
        if run and (apart or (piece is None and not _goes_on(page, run, at))):
            yield run
            run = []
        if piece:
            run.append(piece)
        at = piece.end if piece else at + 1
    if run:
        yield run


def _is_apart(page: Feuille, last: Morceau, at: int) -> bool:
    """Beyond a comma or a full stop; « ados (8) » is said in one breath."""
    before, token = page.tokens[last.end - 1], page.tokens[at]
    opened = page.text[before.end : token.at].strip() == "(" and last.kind == "P"
    return before.part != token.part and not (opened and token.sorte is Sorte.NUMBER)


def _goes_on(page: Feuille, run: list[Morceau], at: int) -> bool:
    """Words that stand between the pieces of a count, or lead to one person more."""
    one = page.tokens[at].plain in _ONE | _JOINS and run[-1].kind == "P"
    following = page.tokens[at + 1].plain if at + 1 < len(page.tokens) else ""
    before = page.text[page.tokens[at - 1].end : page.tokens[at].at]
    leads = one and (following in _ONE or page.tokens[at - 1].plain in _JOINS or "+" in before)
    return page.tokens[at].stem in _INSIDE or bool(leads)


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
