"""A count put right where it is said: « 10 ados... non 12 », « 3 ados puis 4 autres »."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from bot.domain.lecture.gens import Comptage, Fourchette, Gens
from bot.domain.lecture.jetons import Sorte
from bot.domain.lecture.morceaux import Morceau, piece_at
from bot.domain.lecture.nombres import COMPTE_MAX
from bot.domain.lecture.phrases import Feuille
from bot.domain.lecture.vocabulaire import fold

_MENDS: Final = re.compile(
    r"[\s.,;:…!()/-]*(?:(?:ah|euh|heu|oups|mais|ou|et|enfin)\b[\s.,…!]*)*"
    r"(?:non|pardon|euh|heu|enfin|plut[oô]t|rectif\w*|correction|erreur|oups|disons|"
    r"(?:je )?(?:me )?corrige|je voulais dire)\b[\s.,;:…!()-]*"
    r"(?:(?:non|plut[oô]t|c['’](?:est|était)|ils sont|y en a|il y en a|en fait|disons)\b[\s,]*)*",
    re.IGNORECASE,
)
_MAYBE: Final = r"(?:voire?|ptet|peut[ -]?[eê]tre|ou)"
_OR: Final = re.compile(
    rf"\s*,?\s*{_MAYBE}(?:\s+(?:alors|m[eê]me|plut[oô]t|{_MAYBE}))?\s+(?=\w)", re.IGNORECASE
)
_UNMET: Final = re.compile(
    r"(?:\b(?:pas|plus|jamais)\s+(?:re)?(?:vus?|crois\w+|rencontr\w+|compt\w+|trouv\w+)"
    r"|\baucune?s?\s+(?:de|des|d['’])|\bmanqu(?:e|ent|ait|aient)"
    r"|\b(?:pr[eé]voir|pr[eé]vus?|attendus?|attend|attendait|inscrits?|invit[eé]s?))"
    r"\s+(?:les |nos |ces |mes |encore |environ )?$",
    re.IGNORECASE,
)
_GROUPS: Final = re.compile(
    r"(\w+)\s+(?:petits? )?(?:groupe|bande)s?\s+(?:de |d['’])\s*$", re.IGNORECASE
)
_SIZE: Final = re.compile(
    r"\s+de\s+(?:[0-9]{1,2}|\w+)(?:\s+pers\w*)?(?=\s*(?:$|[.,;!?\n]))", re.IGNORECASE
)
_NOT: Final = re.compile(r"\bpas\s+(?:[0-9]{1,3}|\w+)\s+(?:\w+\s+)?mais\s+$", re.IGNORECASE)
_OTHERS: Final = re.compile(
    r"\s*(?:autres?\b|de l['’]autre\b|de plus\b|en plus\b|de l['’]autre côté\b)", re.IGNORECASE
)


def leave_unmet(page: Feuille, gens: Gens) -> None:
    """« pas vu les 4 mamies », « prévoir 30 enfants »: nobody that was met; given back, to ask."""
    for one in list(gens.comptages):
        if _UNMET.search(page.text, 0, one.at):
            gens.comptages.remove(one)
            page.claimed.difference_update(
                n for n, token in enumerate(page.tokens) if one.at <= token.at < one.end
            )


def ask_groups(page: Feuille, gens: Gens) -> None:
    """« deux groupes de 4 jeunes »: four or eight is asked; « une famille de 5 » is one family."""
    for one in list(gens.comptages):
        several = _GROUPS.search(page.text, 0, one.at)
        if several and one.nombre > 1:
            start = next(n for n, token in enumerate(page.tokens) if token.end >= several.end(1))
            groups = page.tokens[start]
            times = groups.nombre if groups.sorte is Sorte.NUMBER else 1
            if times > 1:
                choix = ((one.public, one.nombre * times), (one.public, one.nombre))
                gens.fourchettes.append(Fourchette(choix, page.text[groups.at : one.end]))
                gens.comptages.remove(one)
                _claim(page, groups.at, one.at)
        size = _SIZE.match(page.text, one.end)
        if size and fold(one.mot).startswith("famille"):
            _claim(page, one.end, size.end())


def take_others(page: Feuille, gens: Gens) -> None:
    """« 5 ados d'un côté, 4 de l'autre »: more of the public that was said just before."""
    for n in list(page.free()):
        token = page.tokens[n]
        match = _OTHERS.match(page.text, token.end)
        before = [one for one in gens.comptages if one.end <= token.at]
        if token.sorte is Sorte.NUMBER and match and before and _counts(token.nombre):
            more = replace(before[-1], nombre=token.nombre, at=token.at, end=match.end())
            gens.comptages.append(more)
            _claim(page, token.at, match.end())
    gens.comptages.sort(key=lambda one: one.at)


def ask_either(page: Feuille, gens: Gens) -> None:
    """« 10 adultes ou 12 », « 5 ados ou 6 jeunes »: which of them is asked."""
    for before in list(gens.comptages):
        match = _OR.match(page.text, before.end)
        at = match.end() if match else 0
        again = next((one for one in gens.comptages if match and one.at == at), None)
        piece = _piece(page, at) if match and again is None else None
        other = (again.public, again.nombre) if again else (before.public, piece and piece.high)
        if not other[1] or before not in gens.comptages:
            continue
        mots = page.text[before.at : again.end if again else before.end]
        choix = ((before.public, before.nombre), (other[0], other[1]))
        gens.fourchettes.append(Fourchette(choix, mots))
        gens.comptages = [one for one in gens.comptages if one not in (before, again)]
        page.claimed.update(range(piece.start, piece.end) if piece else ())


def mend_counts(page: Feuille, gens: Gens) -> None:
    """What is said again after « non », « pardon » takes the place of what was said before."""
    for before in list(gens.comptages):
        match = _MENDS.match(page.text, before.end)
        if match:
            _mend(page, gens, before, match.end())
    for one in gens.comptages:
        denied = _NOT.search(page.text, 0, one.at)
        if denied:
            _claim(page, denied.start(), one.at)


def _mend(page: Feuille, gens: Gens, before: Comptage, at: int) -> None:
    """What begins there: the same people counted again, a number, or a range to be asked."""
    again = next((one for one in gens.comptages if one.at == at), None)
    asked = any(page.text.startswith(one.mots, at) for one in gens.fourchettes)
    piece = None if again or asked else _piece(page, at)
    if piece and piece.low != piece.high:
        choix = tuple((before.public, end) for end in (piece.low, piece.high) if end)
        gens.fourchettes.append(Fourchette(choix, page.text[before.at : before.end]))
    elif piece and _counts(piece.low):
        gens.comptages[gens.comptages.index(before)] = replace(before, nombre=piece.low)
    if piece:
        page.claimed.update(range(piece.start, piece.end))
    if again or asked or (piece and piece.low != piece.high):
        gens.comptages.remove(before)
    if again or asked or piece:
        _claim(page, before.end, at)


def _piece(page: Feuille, at: int) -> Morceau | None:
    n = next((n for n in page.free() if page.tokens[n].at == at), None)
    piece = piece_at(page, n) if n is not None else None
    return piece if piece and piece.kind in "NR" else None


def _counts(number: int) -> bool:
    return 1 <= number <= COMPTE_MAX


def _claim(page: Feuille, start: int, end: int) -> None:
    page.claimed.update(n for n, token in enumerate(page.tokens) if start <= token.at < end)
