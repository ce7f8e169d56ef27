"""Slots added, cancelled with a reason, or copied from one week to the next."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from bot.engine.conditions import Answers, Facts
from bot.engine.conditions import Facts as ReadFacts
from bot.engine.script import Reading
from bot.feature.contract import Context, Declined, Ending
from bot.rendering import render_line
from bot.words import jour, pluriel
from handlers.planning import facts
from storage import planning
from storage.planning import SlotPrevu

UNREAD = "Je n'ai pas compris les heures. Écrivez par exemple « 17h-21h »."
ADDED = "✅ Créneau ajouté : {{ jour }}, {{ site }}, {{ binome }}."
OVERLAPS = "{{ binome }} a déjà un créneau à cette heure, {{ jour }}. Rien n'a été changé."
CANCELLED = "✅ Créneau annulé : {{ jour }}, {{ site }}, {{ binome }}."
GONE = "Ce créneau n'est plus prévu : il a déjà été changé."
COPIED = "✅ La semaine prochaine compte {{ creneaux }}."
_TYPED: Final = re.compile(
    r"(\d{1,2})\s*[h:]\s*(\d{2})?\s*(?:-|–|à)\s*(\d{1,2})\s*[h:]\s*(\d{2})?"
)


def read_range(text: str, _facts: ReadFacts) -> Reading:
    """« 17h-21h », « 17:30 à 21:00 »; an end not after the start is of the next day."""
    match = _TYPED.fullmatch(text.strip().lower())
    if match is None or int(match[1]) > 23 or int(match[3]) > 23:
        return Reading(remark=UNREAD)
    if int(match[2] or 0) > 59 or int(match[4] or 0) > 59:
        return Reading(remark=UNREAD)
    de, a = (f"{int(match[n]):02d}{int(match[n + 1] or 0):02d}" for n in (1, 3))
    return Reading(f"{de}-{a}") if de != a else Reading(remark=UNREAD)


def record(context: Context, answers: Answers, _facts: Facts) -> Ending:
    deeds = {facts.ADD: _add, facts.CANCEL: _cancel, facts.COPY: _copy, facts.FROM_FILE: _copy}
    return Ending({"conclusion": deeds[answers["geste"]](context, answers)})


def _add(context: Context, answers: Answers) -> str:
    de, a = facts.parse_range(answers["horaire"])
    slot = SlotPrevu(
        answers["binome"], answers["site"], date.fromisoformat(answers["jour"]), de, a
    )
    week = facts.week_of(context, answers)
    planned = planning.week_slots(context.tx, context.programme, week)
    if facts.overlaps(slot, [other for other in planned if not other.annule]):
        raise Declined(_render(context, OVERLAPS, slot))
    planning.add_slot(context.tx, context.programme, slot, context.source)
    return _render(context, ADDED, slot)


def _cancel(context: Context, answers: Answers) -> str:
    week = facts.week_of(context, answers)
    for slot in planning.week_slots(context.tx, context.programme, week):
        if facts.key(context, slot) == answers["creneau"] and not slot.annule:
            planning.cancel_slot(
                context.tx, context.programme, slot, answers["motif"], context.source
            )
            return _render(context, CANCELLED, slot)
    return GONE


def _copy(context: Context, answers: Answers) -> str:
    week = facts.week_of(context, answers)
    programme = context.programme
    if answers["geste"] == facts.COPY:
        slots = planning.week_slots(context.tx, programme, week.shifted(-1))
    else:
        slots = planning.file_slots(programme, week)
    count = planning.copy_week(context.tx, programme, slots, week, context.source)
    return render_line(COPIED, creneaux=pluriel(count, "créneau", "créneaux"))


def _render(context: Context, sentence: str, slot: SlotPrevu) -> str:
    config = context.programme.config
    return render_line(
        sentence,
        jour=jour(slot.jour),
        site=config.site(slot.site).label,
        binome=config.binome(slot.binome).label,
    )
