"""The hours of a slot: those offered, those typed, and why some are refused."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import time, timedelta
from typing import Final

from bot.casework.planning import slot_said
from bot.engine.conditions import Facts
from bot.engine.script import Option, Reading
from bot.rendering import render_line
from bot.words import duree, plage
from storage.planning import SlotPrevu
from storage.programme import Programme

USUAL: Final = ("1400-1800", "1700-2100")
LONGEST: Final = 14 * 60
"""Minutes of the longest slot: beyond, the end was written before the beginning."""
UNREAD: Final = "Je n'ai pas compris les heures. Écrivez par exemple « 17h-21h »."
NO_SUCH_HOUR: Final = "{{ heure }} n'est pas une heure. Écrivez par exemple « 17h-21h »."
BACKWARDS: Final = (
    "{{ plage }} : la fin vient avant le début. Compté jusqu'au lendemain, cela ferait "
    "{{ duree }} de suite. Écrivez le début, puis la fin : « 17h-21h »."
)
EMPTY: Final = (
    "{{ plage }} : le début et la fin sont la même heure. Écrivez par exemple « 17h-21h »."
)
CLASH: Final = (
    "{{ binome }} a déjà un créneau à cette heure : {{ autre }}. "
    "Écrivez d'autres heures ; le reste est gardé."
)
_TYPED: Final = re.compile(
    r"(\d{1,2})\s*[h:]\s*(\d{2})?\s*(?:-|–|à)\s*(\d{1,2})\s*[h:]?\s*(\d{2})?"
)


def read_range(text: str, facts: Facts) -> Reading:
    """« 17h-21h », « 17:30 à 21:00 », « 22h-1h »; refused where the fact `pris` says why."""
    match = _TYPED.fullmatch(text.strip().lower())
    if match is None:
        return Reading(remark=UNREAD)
    for n in (1, 3):
        if int(match[n]) > 23 or int(match[n + 1] or 0) > 59:
            return Reading(remark=render_line(NO_SUCH_HOUR, heure=_as_typed(match, n)))
    de, a = (time(int(match[n]), int(match[n + 1] or 0)) for n in (1, 3))
    problem = _impossible(de, a)
    return Reading(remark=problem) if problem else _free(f"{de:%H%M}-{a:%H%M}", facts)


def parse_range(slug: str) -> tuple[time, time]:
    """« 1700-2100 » as two hours."""
    de, a = (time(int(part[:2]), int(part[2:])) for part in slug.split("-"))
    return de, a


def clash(slot: SlotPrevu, others: Iterable[SlotPrevu]) -> SlotPrevu | None:
    """Where its binôme is planned meanwhile: it is at one place at a time."""
    de, a = slot.bornes()
    for other in others:
        start, end = other.bornes()
        if other.binome == slot.binome and not other.annule and start < a and de < end:
            return other
    return None


def clash_said(programme: Programme, slot: SlotPrevu) -> str:
    """Names that other slot."""
    binome = programme.config.binome(slot.binome).label
    return render_line(CLASH, binome=binome, autre=slot_said(programme, slot))


def offered(programme: Programme, wished: SlotPrevu, others: Iterable[SlotPrevu]) -> Facts:
    """The hours of the file first, a team has its habits; and what is taken, with its words."""
    near = [other for other in others if abs(other.jour - wished.jour) <= timedelta(days=1)]
    written = [f"{line.de:%H%M}-{line.a:%H%M}" for line in programme.config.creneaux]
    usual = [slug for slug, _times in Counter([*written, *USUAL]).most_common(4)]
    free = [slug for slug in usual if clash(_at(wished, slug), near) is None]
    return {
        "horaires": tuple(Option(slug, plage(*parse_range(slug))) for slug in free),
        "souhaite": wished,
        "pris": tuple((other, clash_said(programme, other)) for other in near),
    }


def _free(slug: str, facts: Facts) -> Reading:
    for other, said in facts.get("pris", ()):
        if clash(_at(facts["souhaite"], slug), (other,)):
            return Reading(remark=said)
    return Reading(slug)


def _at(wished: SlotPrevu, slug: str) -> SlotPrevu:
    return SlotPrevu(wished.binome, wished.site, wished.jour, *parse_range(slug))


def _impossible(de: time, a: time) -> str:
    """Why these two hours make no slot; « » when they do."""
    if de == a:
        return render_line(EMPTY, plage=plage(de, a))
    length = (a.hour * 60 + a.minute - de.hour * 60 - de.minute) % (24 * 60)
    if length <= LONGEST:
        return ""
    return render_line(BACKWARDS, plage=plage(de, a), duree=duree(length))


def _as_typed(match: re.Match[str], n: int) -> str:
    return f"« {match[n]}h{match[n + 1] or ''} »"
