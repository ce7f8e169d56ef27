"""What an intervention calls for, told to the coordination on its day, once (000 l.71-166)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from bot.casework import coordination
from bot.clock import PARIS
from bot.domain.interventions import echeances
from bot.rendering import render_line
from handlers.intervention.tenues import FIRST
from storage import reunions
from storage.dispositif import Intervention
from storage.machine import passages
from storage.programme import Programme
from storage.work import More, Work, a_few

TASK: Final = "intervention"
OPENS_AT: Final = time(8)
"""Nobody is woken at midnight for a date."""
STILL_NEWS: Final = timedelta(days=15)
"""An older date, met by a new installation, is history."""

FIRST_COMITE = (
    "{{ site }} : le premier comité opérationnel doit se tenir au plus tard {{ terme|jour }}. "
    "Notez-le dans 🏛 Comités dès qu'il est tenu."
)
NOT_HELD = (
    "{{ site }} : le premier comité opérationnel devait se tenir au plus tard "
    "{{ terme|date_longue }}. Il n'est pas noté comme tenu."
)
ENDS_SOON = (
    "{{ site }} : l'intervention se termine {{ terme|jour }}. "
    "Préparez le bilan, ou le renouvellement."
)
ENDS_TODAY = "{{ site }} : l'intervention se termine aujourd'hui. Le compte rendu est attendu."
REPORT_DUE = "{{ site }} : le compte rendu final est attendu aujourd'hui."
IMPACT_DUE = "{{ site }} : la mesure d'impact, trois mois après la fin, est à faire aujourd'hui."
SUBJECT = "Intervention : {{ site }}"


@dataclass(frozen=True, slots=True)
class Rappel:
    """Something to say from one day on; `slug` tells it from the others of the intervention."""

    intervention: Intervention
    slug: str
    jour: date
    phrase: str
    terme: date
    """The day that the sentence names."""

    @property
    def period(self) -> str:
        """A moved date is another reminder: its day is part of the claim."""
        return f"{self.intervention.slug}:{self.slug}:{self.jour}"


def remind(work: Work) -> More | None:
    """Tell what is due since today or a few days; run it as often as you like."""
    due = [one for one in rappels(work.programme) if _is_due(one.jour, work.now)]
    known = passages.claimed(work.tx, TASK, [_key(work, one) for one in due])
    untold = [one for one in due if _key(work, one) not in known]
    return a_few(work, [one for one in untold if not _is_met(work, one)], _tell)


def rappels(programme: Programme) -> Iterator[Rappel]:
    """Every reminder of every intervention, told or not."""
    rules = programme.config.delais_intervention()
    for one in programme.config.interventions:
        yield from _before_first_comite(programme, one)
        for due in echeances(one.decision, one.debut, one.fin, rules):
            if due.slug != FIRST:
                says = _SAYS.get(due.slug, ENDS_SOON)
                yield Rappel(one, due.slug, due.date, says, one.fin)


def _before_first_comite(programme: Programme, intervention: Intervention) -> Iterator[Rappel]:
    last = intervention.decision + timedelta(days=programme.config.delais.premier_comite_jours)
    for days in programme.config.delais.rappels_comite_jours:
        day = intervention.decision + timedelta(days=days)
        if day < last:
            yield Rappel(intervention, f"comite-{days}", day, FIRST_COMITE, last)
    yield Rappel(intervention, "comite-retard", last + timedelta(days=1), NOT_HELD, last)


def _is_met(work: Work, rappel: Rappel) -> bool:
    """No first comité opérationnel is missed where its territoire has none, or it was held."""
    if rappel.phrase not in (FIRST_COMITE, NOT_HELD):
        return False
    config, intervention = work.programme.config, rappel.intervention
    comites = [comite.slug for comite in config.comites_du_site(intervention.site)]
    held = reunions.held_since(work.tx, work.programme.id, comites, intervention.decision)
    return not comites or bool(held)


def _is_due(day: date, now: datetime) -> bool:
    opens = datetime.combine(day, OPENS_AT, PARIS)
    return opens <= now < opens + STILL_NEWS


def _key(work: Work, rappel: Rappel) -> str:
    return f"{work.programme.id}:{rappel.period}"


def _tell(work: Work, rappel: Rappel) -> None:
    key = _key(work, rappel)
    if passages.claim(work.tx, TASK, key, work.now):
        site = work.programme.config.site(rappel.intervention.site).label
        coordination.tell(
            work,
            key=f"intervention:{key}",
            subject=render_line(SUBJECT, site=site),
            text=render_line(rappel.phrase, site=site, terme=rappel.terme),
        )


_SAYS: Final = {
    "fin": ENDS_TODAY,
    "compte-rendu": REPORT_DUE,
    "mesure-impact": IMPACT_DUE,
}
