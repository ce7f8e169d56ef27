"""A week laid over others: what comes, what leaves, what was put by hand and stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

from bot.casework.planning import slot_said
from bot.casework.replanification import changes, lines
from bot.domain.semaine import Semaine
from bot.engine.conditions import Facts
from bot.engine.script import Option
from bot.feature.contract import Context
from handlers.planning.heures import clash
from handlers.planning.semaines import following, last_day
from storage import creneaux, planning
from storage.models.coordination import PONCTUEL
from storage.planning import SlotPrevu

COPY, FROM_FILE, TO_END = "copier", "fichier", "repeter"
Weeks = Mapping[Semaine, Sequence[SlotPrevu]]
"""What each week is to hold."""
SHOWN: Final = 4
"""Slots that are named one by one beside a difference."""
KINDS: Final = frozenset({COPY, FROM_FILE, TO_END})


def copied(context: Context, geste: str, week: Semaine) -> Weeks:
    """What that copy would make of the weeks that it touches; those to come only."""
    tx, programme = context.tx, context.programme
    if geste == FROM_FILE:
        source = planning.file_slots(programme, week)
        return {week: _laid(context, source, week)}
    if geste == COPY:
        source = creneaux.held(tx, programme, week.shifted(-1))
        return {week: _laid(context, source, week)}
    source = creneaux.held(tx, programme, week)
    return {later: _laid(context, source, later) for later in following(week, last_day(context))}


def model_of(slots: Iterable[SlotPrevu], week: Semaine) -> list[SlotPrevu]:
    """These slots in another week: an evening called off or somebody away was of its own week.

    One added for its own day only is left out; one called off without a reason is planned no more.
    """
    return [
        replace(
            slot,
            jour=week.lundi + timedelta(days=slot.jour.weekday()),
            annule=False,
            motif=None,
            origine=None,
            absent=None,
        )
        for slot in slots
        if slot.origine != PONCTUEL and not (slot.annule and slot.motif is None)
    ]


def _laid(context: Context, source: Iterable[SlotPrevu], week: Semaine) -> list[SlotPrevu]:
    """What was put by hand in that week stays, and so does what it had called off, or who is away.

    A slot that would meet one of them is left out, and so is one that is over.
    """
    there = creneaux.held(context.tx, context.programme, week)
    kept = [slot for slot in there if slot.origine or slot.bornes()[0] <= context.now]
    proposed = planning.in_use(context.tx, context.programme, kept)
    coming = [
        _as_it_was(slot, there)
        for slot in model_of(source, week)
        if slot.bornes()[0] > context.now and clash(slot, proposed) is None
    ]
    return sorted(
        [*kept, *coming], key=lambda slot: (slot.jour, slot.de, slot.binome, slot.annule)
    )


def _as_it_was(slot: SlotPrevu, there: Iterable[SlotPrevu]) -> SlotPrevu:
    """The same slot of that week, called off for its own reason or with somebody away."""
    for one in there:
        same = (one.binome, one.site, one.jour, one.de, one.a)
        special = one.absent or (one.annule and one.motif)
        if special and same == (slot.binome, slot.site, slot.jour, slot.de, slot.a):
            return one
    return slot


def before(context: Context, weeks: Iterable[Semaine]) -> Weeks:
    """What they hold now."""
    return {week: creneaux.held(context.tx, context.programme, week) for week in weeks}


def visible(context: Context, weeks: Weeks) -> list[SlotPrevu]:
    """Their slots that are proposed: those of an ended intervention are not."""
    every = [slot for slots in weeks.values() for slot in slots]
    return planning.in_use(context.tx, context.programme, every)


def difference(context: Context, geste: str, week: Semaine) -> Facts:
    """What that copy would change, what it leaves, what it does not take along; in words."""
    weeks = copied(context, geste, week)
    was = before(context, weeks)
    found = changes(visible(context, was), visible(context, weeks))
    by_hand = [slot for slots in weeks.values() for slot in slots if slot.origine]
    return {
        "difference": lines(context, found),
        "accords": (Option("oui", "✅ Oui, changer"),) if found else (),
        "gardes": _shown(context, by_hand),
        "laisses": _shown(context, _left_out(context, geste, week)),
    }


def _left_out(context: Context, geste: str, week: Semaine) -> list[SlotPrevu]:
    """Of the week that is copied, what was for its own day only."""
    if geste == FROM_FILE:
        return []
    source = week if geste == TO_END else week.shifted(-1)
    slots = creneaux.held(context.tx, context.programme, source)
    return [slot for slot in slots if slot.origine == PONCTUEL and not slot.annule]


def _shown(context: Context, slots: Sequence[SlotPrevu]) -> list[str]:
    """The first of them, and how many others."""
    said = [slot_said(context.programme, slot) for slot in slots[:SHOWN]]
    return [*said, f"et {len(slots) - SHOWN} de plus"] if len(slots) > SHOWN else said
