"""What an intervention calls for, told to the coordination on its day, once (000 l.71-166)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from bot.casework import coordination
from bot.clock import PARIS
from bot.rendering import render_line
from bot.words import date_longue, jour
from handlers.intervention.facts import comites_of
from storage import reunions
from storage.dispositif import Intervention
from storage.machine import passages
from storage.machine.db import Tx
from storage.programme import Programme
from storage.work import Work

OPENS_AT: Final = time(8)
"""Nobody is woken at midnight for a date."""
STILL_NEWS: Final = timedelta(days=15)
"""An older date, met by a new installation, is history."""
AFTER_DECISION: Final = (5, 10, 13)
"""Days after the decision on which the first comité is called to mind (requirements B07)."""

FIRST_COMITE = (
    "{{ site }} : le premier comité opérationnel doit se tenir au plus tard {{ jour }}. "
    "Notez-le dans 🏛 Comités dès qu'il est tenu."
)
NOT_HELD = (
    "{{ site }} : le premier comité opérationnel devait se tenir au plus tard {{ jour }}. "
    "Il n'est pas noté comme tenu."
)
ENDS_SOON = (
    "{{ site }} : l'intervention se termine {{ jour }}. Préparez le bilan, ou le renouvellement."
)
ENDS_TODAY = "{{ site }} : l'intervention se termine aujourd'hui. Le compte rendu est attendu."
REPORT_DUE = "{{ site }} : le compte rendu final est attendu aujourd'hui."
IMPACT_DUE = "{{ site }} : la mesure d'impact, trois mois après la fin, est à faire aujourd'hui."
SUBJECT = "Intervention : {{ site }}"


@dataclass(frozen=True, slots=True)
class Rappel:
    """Something to say from one day on; `slug` tells it from the others of the intervention."""

    slug: str
    jour: date
    texte: str


def remind(work: Work) -> None:
    """Tell what is due since today or a few days; run it as often as you like."""
    for intervention in work.programme.config.interventions:
        due = [
            rappel
            for rappel in rappels(work.tx, work.programme, intervention)
            if _is_due(rappel.jour, work.now)
        ]
        for rappel in due:
            # A moved date is another reminder: its day is part of the claim.
            period = f"{work.programme.id}:{intervention.slug}:{rappel.slug}:{rappel.jour}"
            if passages.claim(work.tx, "intervention", period, work.now):
                _tell(work, intervention, rappel, period)


def rappels(tx: Tx, programme: Programme, intervention: Intervention) -> Iterator[Rappel]:
    """Every reminder of an intervention, told or not."""
    yield from _before_first_comite(tx, programme, intervention)
    site = programme.config.site(intervention.site).label
    for due in programme.config.echeances(intervention):
        says = _SAYS.get(due.slug, ENDS_SOON)
        if due.slug != "premier-comite":
            yield Rappel(
                due.slug, due.date, render_line(says, site=site, jour=jour(intervention.fin))
            )


def _before_first_comite(
    tx: Tx, programme: Programme, intervention: Intervention
) -> Iterator[Rappel]:
    """Nothing more once a comité opérationnel of its territoire was held since the decision."""
    comites = [comite.slug for comite in comites_of(programme.config, intervention.site)]
    if not comites or reunions.held_since(tx, programme.id, comites, intervention.decision):
        return
    site = programme.config.site(intervention.site).label
    last = intervention.decision + timedelta(days=programme.config.delais.premier_comite_jours)
    for days in AFTER_DECISION:
        day = intervention.decision + timedelta(days=days)
        if day < last:
            yield Rappel(
                f"comite-{days}", day, render_line(FIRST_COMITE, site=site, jour=jour(last))
            )
    late = render_line(NOT_HELD, site=site, jour=date_longue(last))
    yield Rappel("comite-retard", last + timedelta(days=1), late)


def _is_due(day: date, now: datetime) -> bool:
    opens = datetime.combine(day, OPENS_AT, PARIS)
    return opens <= now < opens + STILL_NEWS


def _tell(work: Work, intervention: Intervention, rappel: Rappel, period: str) -> None:
    coordination.tell(
        work,
        key=f"intervention:{period}",
        subject=render_line(SUBJECT, site=work.programme.config.site(intervention.site).label),
        text=rappel.texte,
    )


_SAYS: Final = {
    "fin": ENDS_TODAY,
    "compte-rendu": REPORT_DUE,
    "mesure-impact": IMPACT_DUE,
}
