"""A change of the planning done, told to the binômes, and taken back as long as it stands."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date, time
from typing import Any, Final

from bot.buttons import Keyboard
from bot.casework import replanification
from bot.domain.semaine import Semaine
from bot.feature.contract import Context
from bot.feature.gestes import Defaisable, Repris, undoable
from handlers.planning.copie import Weeks, before, visible
from storage import creneaux, planning
from storage.models.gestes import Geste
from storage.planning import SlotPrevu

PLANNING: Final = "planning"
"""The kind of deed, of a whole programme."""
ADDED, CHANGED, CANCELLED, ALONE, COPIED = "ajoute", "change", "annule", "absent", "copie"
SAID: Final = {
    ADDED: "planning, créneau ajouté",
    CHANGED: "planning, créneau changé",
    CANCELLED: "planning, créneau annulé",
    ALONE: "planning, une personne absente",
    COPIED: "planning, semaine reprise",
}
SINCE: Final = (
    "Le planning a changé depuis : ceci ne s'annule plus. Changez le créneau dans 🗓 Planning."
)


def apply(context: Context, quoi: str, weeks: Weeks) -> Keyboard:
    """These weeks hold exactly that from now on; the button that takes it back.

    The binômes concerned are told in the same unit of work. From the command line nobody is there
    to take anything back.
    """
    was = before(context, weeks)
    written = {week.label: _rows(context, week) for week in weeks}
    for week, slots in weeks.items():
        creneaux.rewrite(context.tx, context.programme, week, slots, f"{context.source}:{quoi}")
    _tell(context, was, weeks)
    marks = {week.label: _mark(context, week) for week in weeks}
    avant = {"quoi": quoi, "semaines": written, "apres": marks}
    return undoable(context, PLANNING, context.programme.id, avant)


def says(_context: Context, geste: Geste) -> str:
    """« planning, créneau ajouté »."""
    return SAID[(geste.avant or {})["quoi"]]


def undo(context: Context, geste: Geste) -> Repris:
    """Each week as it was, unless it changed since; the binômes are told."""
    kept = geste.avant or {}
    weeks = {Semaine.parse(label): rows for label, rows in kept["semaines"].items()}
    if any(_mark(context, week) != kept["apres"][week.label] for week in weeks):
        return Repris(SINCE)
    was = before(context, weeks)
    for week, rows in weeks.items():
        if rows is None:
            creneaux.follow_file(context.tx, context.programme, week)
        else:
            slots = [_read(row) for row in rows]
            source = f"{context.source}:defaire"
            creneaux.rewrite(context.tx, context.programme, week, slots, source)
    _tell(context, was, before(context, weeks))
    return Repris()


def _tell(context: Context, was: Weeks, now: Weeks) -> None:
    shown = (visible(context, was), visible(context, now))
    replanification.tell(context, context.source, *shown, but=context.author_id)


def _rows(context: Context, week: Semaine) -> list[list[Any]] | None:
    """As the deed keeps them; None while that week follows the file."""
    rows = planning.written(context.tx, context.programme, week)
    return None if rows is None else [_kept(slot) for slot in rows]


def _mark(context: Context, week: Semaine) -> str:
    """Another one as soon as anything of that week changed."""
    slots = creneaux.held(context.tx, context.programme, week)
    return hashlib.sha256(json.dumps(sorted(map(_kept, slots), key=str)).encode()).hexdigest()


def _kept(slot: SlotPrevu) -> list[Any]:
    hours = (slot.jour.isoformat(), f"{slot.de:%H:%M}", f"{slot.a:%H:%M}")
    marks = (slot.annule, slot.motif, slot.origine, slot.hors_decision, slot.absent)
    return [slot.binome, slot.site, *hours, *marks]


def _read(row: Iterable[Any]) -> SlotPrevu:
    binome, site, jour, de, a, *marks = row
    hours = (date.fromisoformat(jour), time.fromisoformat(de), time.fromisoformat(a))
    return SlotPrevu(binome, site, *hours, *marks)


DEFAISABLE: Final = Defaisable(says=says, undo=undo)
