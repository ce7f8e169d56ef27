"""A conflict that a message tells: the word of a dispute, and what it is about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.domain.lecture.jetons import Sorte
from bot.domain.lecture.phrases import Feuille
from bot.domain.lecture.vocabulaire import LINKS, Lexique

_BETWEEN: Final = "entr"
_REACH: Final = 3
"""Parts of the message in which a cause is looked for, that of the dispute first."""


def read_conflict(page: Feuille, lexique: Lexique) -> list[str]:
    """« embrouille … pour le bruit »: what it is about, in its part of the message or soon after.

    A dispute about nothing known may be of every type: it will be asked. Who is at odds is not
    somebody met, and counts nobody.
    """
    for start in page.free():
        for phrase, end in page.phrases(start):
            if phrase in lexique.disputes and not page.negated(start):
                page.claim(start, end)
                part = page.tokens[start].part
                _pass_over_parties(page, part)
                _pass_over_subject(page, start)
                around = (_causes(page, lexique, near) for near in range(part, part + _REACH))
                return next(filter(None, around), list(lexique.types_conflit))
    return []


def _causes(page: Feuille, lexique: Lexique, part: int) -> list[str]:
    """What is said to be its cause in one part of the message, claimed."""
    causes: list[str] = []
    for start in list(page.free()):
        if page.tokens[start].part == part and start not in page.claimed:
            for phrase, end in page.phrases(start):
                if phrase in lexique.causes:
                    page.claim(start, end)
                    causes += [cause for cause in lexique.causes[phrase] if cause not in causes]
                    break
    return causes


def _pass_over_parties(page: Feuille, part: int) -> None:
    """« entre deux voisins »: the number, not the word, which may say what it is about."""
    for n in _of_part(page, part):
        before = page.tokens[n - 1].stem if n else ""
        if page.tokens[n].sorte is Sorte.NUMBER and before == _BETWEEN:
            page.claimed.update((n - 1, n))


def _pass_over_subject(page: Feuille, start: int) -> None:
    """« deux jeunes se sont embrouillés »: they count nobody met."""
    at, part = start - 1, page.tokens[start].part
    while at >= 0 and page.tokens[at].part == part and page.tokens[at].stem in LINKS:
        at -= 1
    if at < 1 or page.tokens[at].part != part or page.tokens[at - 1].sorte is not Sorte.NUMBER:
        return
    phrase = (page.tokens[at].stem,)
    if phrase in page.lexique.publics or phrase in page.lexique.paires:
        page.claimed.update((at - 1,) if phrase in page.lexique.causes else (at - 1, at))


def _of_part(page: Feuille, part: int) -> Iterator[int]:
    return (n for n, token in enumerate(page.tokens) if token.part == part)
