"""How long ago something happened: « il y a 10 min », « ya 2h », « il y a trois jours »."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.domain.lecture.jetons import Jeton, Sorte
from bot.domain.lecture.nombres import spelled
from bot.domain.lecture.phrases import Feuille
from bot.domain.lecture.vocabulaire import liste

_MINUTES: Final = liste("min minute minutes mn")
_HOURS: Final = liste("h heure heures")
_DAYS: Final = liste("jour jours")
_IT: Final = liste("il i l ils")
_PARTS: Final = {("demi", "heure"): 30, ("quart", "heure"): 15}


@dataclass(frozen=True, slots=True)
class DepuisDit:
    """So many minutes, or so many days, ago; the tokens that say it."""

    minutes: int
    days: int
    where: range


def how_long_ago(page: Feuille) -> DepuisDit | None:
    """None when no such length is said."""
    words = [token.plain for token in page.tokens]
    for n in range(len(words) - 1):
        start = n + _lead_at(words, n)
        if n < start < len(words):
            minutes, days, end = _length_at(page.tokens, start)
            if minutes or days:
                return DepuisDit(minutes, days, range(n, end))
    return None


def _lead_at(words: list[str], n: int) -> int:
    """How many tokens « il y a », « y a » or « ya » takes there; 0 for none."""
    if words[n] in _IT and words[n + 1 : n + 3] == ["y", "a"]:
        return 3
    if words[n : n + 2] == ["y", "a"]:
        return 2
    return int(words[n] in ("ya", "ia"))


def _length_at(tokens: list[Jeton], at: int) -> tuple[int, int, int]:
    """Minutes, days, and where it ends; none of them when it is no length of time."""
    token = tokens[at]
    if token.sorte is Sorte.HOUR and "h" in token.plain:
        return token.minutes, 0, at + 1
    words = [part for one in tokens[at : at + 4] for part in one.plain.split("-")]
    for (first, last), minutes in _PARTS.items():
        said = [word for word in words if word not in ("un", "une", "d", "1")][:2]
        if said == [first, last]:
            end = next(n for n in range(at, len(tokens)) if tokens[n].plain.endswith(last))
            return minutes, 0, end + 1
    return _counted(token, tokens[at + 1].plain if at + 1 < len(tokens) else "", at)


def _counted(token: Jeton, unit: str, at: int) -> tuple[int, int, int]:
    """« 10 min », « trois jours »."""
    number = int(token.raw[:3]) if token.raw.isdecimal() else spelled(token.plain.split())[0]
    if unit in _MINUTES | _HOURS:
        return number * (60 if unit in _HOURS else 1), 0, at + 2
    return 0, number if unit in _DAYS else 0, at + 2
