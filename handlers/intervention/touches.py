"""What the end of an intervention touches, said before the yes: who is there, what was planned."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from bot.buttons import Keyboard
from bot.clock import paris
from bot.feature.contract import Context, opening
from bot.rendering import render_line
from bot.words import heure, pluriel
from storage import planning, presences
from storage.dispositif import Intervention, actifs

THERE: Final = "{{ binome }} y est depuis {{ debut }} : sa présence n'est pas interrompue."
AHEAD: Final = "Au planning, sur cette période : {{ creneaux }}."
NOTHING: Final = "⚠️ Aucun créneau n'y est prévu sur cette période : ajoutez-en au planning."
PLANNED: Final = "{{ creneaux }} ensuite : {{ sort }}."


def after(context: Context, intervention: Intervention | None, fin: date) -> list[str]:
    """A line for each presence under way there, then what is planned after that day."""
    if intervention is None:
        return []
    return [*_there(context, intervention.site), *_planned(context, intervention, fin)]


def ahead(context: Context, intervention: Intervention, since: date) -> str:
    """What is planned there from that day to its end: decided, planned the same day (B12)."""
    first = max(since, paris(context.now).date())
    slots = planning.slots_between(context.tx, context.programme, first, intervention.fin)
    count = sum(not one.annule and one.site == intervention.site for one in slots)
    if not count:
        return NOTHING
    return render_line(AHEAD, creneaux=pluriel(count, "créneau prévu", "créneaux prévus"))


def slots(context: Context) -> Keyboard:
    """The way to the planning, under what was just decided."""
    if context.somebody is None:
        return []
    return [[opening("🗓 Changer le planning", "planning", context.programme.id)]]


def _there(context: Context, site: str) -> Iterator[str]:
    programme = context.programme
    for binome in actifs(programme.config.binomes):
        row = presences.running(context.tx, programme.binomes[binome.slug])
        if row and row.site_id == programme.sites[site]:
            yield render_line(THERE, binome=binome.label, debut=heure(row.debut))


def _planned(context: Context, intervention: Intervention, fin: date) -> Iterator[str]:
    first = max(fin + timedelta(days=1), paris(context.now).date())
    if first > intervention.fin:
        return
    slots = planning.slots_between(context.tx, context.programme, first, intervention.fin)
    count = sum(not one.annule and one.site == intervention.site for one in slots)
    if count:
        said = pluriel(count, "créneau est prévu", "créneaux sont prévus")
        sort = "il n'aura plus lieu" if count == 1 else "ils n'auront plus lieu"
        yield render_line(PLANNED, creneaux=said, sort=sort)
