"""Dates as they are written: « 14/11 », « [16/11/2026 16:03] », « le 13 à 19h »."""

from __future__ import annotations

import re

from bot.domain.lecture.jetons import Jeton, Sorte
from bot.domain.lecture.phrases import Feuille
from bot.domain.lecture.quand import JourDit


def written(text: str) -> JourDit | None:
    """« 14/11 », « 14/11/2026 », « 2026-11-14 », « 14.11.26 »."""
    figures = [int(piece) for piece in re.findall("[0-9]+", text)]
    if len(figures) == 3 and figures[0] > 31:
        figures.reverse()
    day, month = figures[0], figures[1]
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    year = figures[2] % 2000 + 2000 if len(figures) == 3 else None
    return JourDit(date=(day, month, year))


def stamped(token: Jeton) -> JourDit | None:
    match = re.search(r"[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{2,4}", token.raw)
    return written(match[0]) if match else None


def is_of_month(page: Feuille, n: int) -> bool:
    """« le 13 à 19h », where a part of the message begins; « devant le 13 » is a place."""
    token, first = page.tokens[n], page.tokens[max(n - 2, 0)]
    led = n > 0 and page.tokens[n - 1].plain == "le"
    begins = n == 1 or first.part != token.part
    after = [one for one in page.tokens[n + 1 : n + 3] if one.plain not in ("a", "vers")]
    timed = bool(after) and after[0].sorte is Sorte.HOUR
    return led and begins and timed and token.raw.isdecimal() and 1 <= int(token.raw) <= 31
