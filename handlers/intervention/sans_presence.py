"""A site in intervention where nobody was this week: told on Friday, once (000 l.103)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

from bot.casework import coordination
from bot.clock import PARIS, paris
from bot.domain.semaine import Semaine
from bot.rendering import render_line
from bot.words import heure, jour
from storage import planning, presences
from storage.machine import passages
from storage.machine.db import Tx
from storage.planning import SlotPrevu
from storage.programme import Programme
from storage.work import Work

TASK = "sans_presence"
FRIDAY: Final = 4
OPENS_AT: Final = time(8)
"""While the day is still young enough to change the end of the week."""

NOBODY = "Aucune présence notée depuis lundi :"
STILL_TO_COME = "{{ site }} : un passage reste prévu {{ jour }} à {{ heure }}."
NOTHING_PLANNED = (
    "{{ site }} : rien n'est prévu d'ici dimanche. Ajoutez un créneau dans 🗓 Planning."
)
SUBJECT = "Sites sans présence cette semaine"


def warn(work: Work) -> None:
    """From Friday morning to Sunday night; run it as often as you like."""
    semaine = Semaine.of(work.now)
    friday = semaine.lundi + timedelta(days=FRIDAY)
    if work.now < datetime.combine(friday, OPENS_AT, PARIS):
        return
    period = f"{work.programme.id}:{semaine.label}"
    if passages.done(work.tx, TASK, period):
        return
    sites = list(_empty(work.tx, work.programme, semaine, friday))
    if sites and passages.claim(work.tx, TASK, period, work.now):
        slots = planning.week_slots(work.tx, work.programme, semaine)
        lines = [f"• {_line(work.programme, site, slots, work.now)}" for site in sites]
        coordination.tell(
            work,
            key=f"sans_presence:{period}",
            subject=SUBJECT,
            text="\n".join((NOBODY, *lines)),
        )


def _empty(tx: Tx, programme: Programme, semaine: Semaine, friday: date) -> Iterator[str]:
    """Sites whose intervention began before that Friday and goes on, and where nobody came."""
    seen = presences.sites_seen(tx, programme.id, *semaine.bornes())
    running = {one.site for one in programme.config.interventions if one.debut < friday <= one.fin}
    for site in programme.config.sites:
        if site.slug in running and programme.sites[site.slug] not in seen:
            yield site.slug


def _line(programme: Programme, site: str, slots: Sequence[SlotPrevu], now: datetime) -> str:
    label = programme.config.site(site).label
    coming = [
        slot.bornes()[0]
        for slot in slots
        if slot.site == site and not slot.annule and slot.bornes()[1] > now
    ]
    if not coming:
        return render_line(NOTHING_PLANNED, site=label)
    first = paris(min(coming))
    return render_line(STILL_TO_COME, site=label, jour=jour(first), heure=heure(first))
