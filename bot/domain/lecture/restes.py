"""What was not understood of a message: what may change what is noted is asked."""

from __future__ import annotations

from typing import Final

from bot.domain.lecture.gens import Gens
from bot.domain.lecture.jetons import Sorte
from bot.domain.lecture.phrases import Feuille
from bot.domain.lecture.presents import is_inside
from bot.domain.lecture.vocabulaire import liste, stem

_SINCE: Final = liste("depui jusqu des avant apre")
_THINGS: Final = frozenset(
    stem(word)
    for word in liste(
        "chien chat pigeon rat vélo scooter moto quad voiture camion trottinette poussette sac "
        "bouteille canette ballon banc fois tours heure jour tag poubelle enceinte mégot"
    )
)
_NOBODY: Final = "personn"
_HEAVY: Final = (Sorte.NUMBER, Sorte.RANGE, Sorte.HOUR, Sorte.DATE, Sorte.STAMP)


def counted_apart(page: Feuille, gens: Gens) -> set[str]:
    """« 5 jeunes site A et 4 jeunes site B »: the publics of two sites, which make no sum.

    They are given back, to be asked.
    """
    first, second = (page.tokens[n].at for n in page.sites[:2])
    between = {one.public for one in gens.comptages if first < one.at < second}
    around = {one.public for one in gens.comptages if not first < one.at < second}
    twice = between & around
    for one in gens.comptages:
        if one.public in twice:
            page.claimed.difference_update(
                n for n, token in enumerate(page.tokens) if one.at <= token.at < one.end
            )
    return twice


def weighs(page: Feuille, run: list[int]) -> bool:
    """Whether what was not understood may change a figure, or somebody's safety."""
    said = [n for n in run if page.tokens[n].sorte in _HEAVY]
    said = [n for n in said if not (_is_since(page, n) or _counts_things(page, n))]
    return bool(said) or any(_is_somebody(page, n) for n in run)


def _is_since(page: Feuille, n: int) -> bool:
    """« depuis 18h » is no hour of what is noted."""
    return n > 0 and page.tokens[n].sorte is Sorte.HOUR and page.tokens[n - 1].stem in _SINCE


def _counts_things(page: Feuille, n: int) -> bool:
    """« 1 chien », « 3 vélos »: nobody, and nothing to ask."""
    after = page.tokens[n + 1 : n + 2]
    return page.tokens[n].sorte is Sorte.NUMBER and bool(after) and after[0].stem in _THINGS


def _is_somebody(page: Feuille, n: int) -> bool:
    """« mamie coincée » is told of the lift, « personne n'intervient » of nobody: not asked."""
    after = page.tokens[n + 1].plain if n + 1 < len(page.tokens) else ""
    if page.tokens[n].stem == _NOBODY and after in ("ne", "n"):
        return False
    return any(
        phrase in page.lexique.publics
        and phrase[0].isalpha()
        and not is_inside(page, page.tokens[end - 1].end)
        for phrase, end in page.phrases(n)
    )
