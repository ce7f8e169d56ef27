"""Once a day, the time of every month that is over is added up, a month at a time."""

from __future__ import annotations

from datetime import date
from functools import partial

from bot.domain.interventions import add_months
from bot.questions.journees import today
from storage import cumuls, temps
from storage.machine import passages
from storage.temps import ParBinome
from storage.work import More, Work

TASK = "temps cumule"


def add_up(work: Work) -> More | None:
    """Anew from the beginning: whatever was corrected since yesterday is in it."""
    first = cumuls.first_month(work.tx, work.programme.id)
    if first is None or passages.done(work.tx, TASK, _key(work)):
        return None
    return More(partial(_go_on, mois=first, totals={}))


def _go_on(work: Work, mois: date, totals: ParBinome) -> More | None:
    """One month more; kept once they are all there."""
    if mois >= today(work.now).replace(day=1):
        if passages.claim(work.tx, TASK, _key(work), work.now):
            cumuls.keep(work.tx, work.programme.id, mois, totals)
        return None
    after = add_months(mois, 1)
    added = cumuls.added(totals, temps.of_binomes(work.tx, work.programme.id, mois, after))
    return More(partial(_go_on, mois=after, totals=added))


def _key(work: Work) -> str:
    return f"{work.programme.id}:{today(work.now)}"
