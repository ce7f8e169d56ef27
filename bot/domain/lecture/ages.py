"""The age said of people, « de 16 ans », « tous vers 23 ans », and the public it is of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bot.domain.lecture.jetons import Sorte
from bot.domain.lecture.nombres import spelled
from bot.domain.lecture.phrases import Feuille
from bot.domain.lecture.vocabulaire import fold, liste

_ALL: Final = r"(?P<tous>(?:tous|toutes)\b)?"
_LED: Final = (
    rf"[\s(,:–-]*+{_ALL}(?:\s*(?:ils|elles|qui|ki|ont|avaient|dans|les|genre|plut[oô]t|vers|"
    r"environ|env\.?|entre|de|[aâ]g[ée]e?s?|autour|max|maxi|[aà] peu pr[eè]s|je dirais|"
    r"moyenne d['’][aâ]ge)(?=\W|[0-9])|\s*d['’])*\s*"
)
"""Each blank is read one way only: two thousand of them held everybody for minutes."""
_AGE: Final = re.compile(
    rf"{_LED}(?P<de>[0-9]{{1,2}}|[a-zé-]{{3,15}})"
    r"(?:(?P<entre>\s?(?:-|–|à|a|et|/|ou|\s)\s?)(?P<a>[0-9]{1,2}|[a-zé-]{3,15}))?\s?(?:ans?|piges)\b\)?",
    re.IGNORECASE,
)
_DECADE: Final = r"(?P<mot>vingtaine|trentaine|quarantaine|cinquantaine|soixantaine)"
_ABOUT_AGE: Final = re.compile(
    rf"{_LED}(?:une\s+{_DECADE}\s+d['’]ann[ée]es|la\s+{_DECADE.replace('mot', 'mot2')}"
    r"(?!\s+(?:de\b|d['’])))",
    re.IGNORECASE,
)
_SIDE_BY_SIDE: Final = 3
"""« 15 16 ans » is an age; in « 2 moins de 12 ans 3 60 ans et plus », three are counted."""
_STRICT: Final = liste("ado adolescent enfant senior adult retrait ain ag")
"""Words that say an age by themselves: another age beside them must be asked."""
_DECADES: Final = {
    "vingtaine": 20, "trentaine": 30, "quarantaine": 40, "cinquantaine": 50, "soixantaine": 60,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class AgeDit:
    """Ages in years, the token that ends them, and whether they are said of everybody before."""

    ages: tuple[int, ...]
    end: int
    tous: bool = False


def band_of(page: Feuille, ages: tuple[int, ...]) -> str:
    """The public whose band holds every one of these ages; « » for none."""
    bands = page.lexique.ages
    return next((s for first, last, s in bands if all(first <= age <= last for age in ages)), "")


def is_strict(page: Feuille, start: int, end: int) -> bool:
    """« ados », « personnes âgées »: the words say an age."""
    return any(token.stem in _STRICT for token in page.tokens[start:end])


def said_age(page: Feuille, end: int) -> AgeDit | None:
    """The age said right after the words that end there."""
    band = page.tokens[end] if end < len(page.tokens) else None
    if band and band.sorte is Sorte.RANGE and (band.stem,) in page.lexique.publics:
        return AgeDit((band.nombre, band.jusqua), end + 1)
    at = page.tokens[end - 1].end
    match = _AGE.match(page.text, at)
    ages = _years(match) if match else ()
    if not ages and (match := _ABOUT_AGE.match(page.text, at)):
        ages = (_DECADES[fold(match["mot"] or match["mot2"])],)
    if match is None or not ages:
        return None
    stop = next(
        (n for n in range(end, len(page.tokens)) if page.tokens[n].at >= match.end()), None
    )
    return AgeDit(ages, len(page.tokens) if stop is None else stop, bool(match["tous"]))


def _years(match: re.Match[str]) -> tuple[int, ...]:
    """« 15 », « quinze »; () when one of the words is no number."""
    said = [fold(match[name]) for name in ("de", "a") if match[name]]
    years = tuple(int(one) if one.isdecimal() else spelled([one])[0] for one in said)
    side_by_side = len(years) > 1 and match["entre"].isspace()
    apart = side_by_side and not 0 < years[1] - years[0] <= _SIDE_BY_SIDE
    return years if all(years) and not apart else ()
