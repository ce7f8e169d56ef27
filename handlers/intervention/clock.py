"""What an intervention calls for, told to the coordination on its day, once (000 l.71-166)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from bot.casework import coordination
from bot.clock import PARIS, paris
from bot.domain.interventions import (
    COMPTE_RENDU,
    FIN,
    MESURE_IMPACT,
    PREMIER_COMITE,
    echeances,
    not_sunday,
    premier_comite,
)
from bot.feature.contract import Context
from bot.rendering import render_line
from bot.words import pluriel
from handlers.intervention import changement, dues
from storage import echeances as echeances_faites
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
    "{{ site }} : le premier comité opérationnel doit se tenir au plus tard {{ terme|jour }} "
    "(date calculée : {{ delai }} jours après la décision). {{ reste }} "
    "Notez-le dans 🏛 Comités dès qu'il est tenu."
)
NOT_HELD = (
    "{{ site }} : le premier comité opérationnel devait se tenir au plus tard "
    "{{ terme|date_longue }} (date calculée). Il n'est pas noté comme tenu."
)
ENDS_SOON = (
    "{{ site }} : l'intervention se termine {{ terme|jour }}. {{ reste }} "
    "Préparez le bilan, ou le renouvellement."
)
ENDS_TODAY = (
    "{{ site }} : l'intervention {% if passe %}s'est terminée{% else %}se termine{% endif %} le "
    "{{ terme|date_longue }}.{% if rendu %} Le compte rendu est attendu le "
    "{{ rendu|date_longue }} (date calculée).{% endif %}"
)
REPORT_DUE = (
    "{{ site }} : le compte rendu final est attendu le {{ terme|date_longue }} (date calculée). "
    "Cochez-le une fois fait : /echeances"
)
IMPACT_DUE = (
    "{{ site }} : la mesure d'impact, trois mois après la fin, est à faire le "
    "{{ terme|date_longue }} (date calculée). Cochez-la une fois faite : /echeances"
)
LEFT = "Il reste {{ jours }}."
LAST_DAY = "C'est le dernier jour."
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
            if due.slug != PREMIER_COMITE:
                says = _SAYS.get(due.slug, ENDS_SOON)
                terme = due.date if due.slug in dues.TICKED else one.fin
                yield Rappel(one, due.slug, due.date, says, terme)


def _before_first_comite(programme: Programme, intervention: Intervention) -> Iterator[Rappel]:
    delais = programme.config.delais
    if not delais.premier_comite_jours:
        return
    last = premier_comite(intervention.decision, delais.premier_comite_jours)
    for days in delais.rappels_comite_jours:
        day = not_sunday(intervention.decision + timedelta(days=days))
        if day < last:
            yield Rappel(intervention, f"comite-{days}", day, FIRST_COMITE, last)
    late = not_sunday(last + timedelta(days=1))
    yield Rappel(intervention, "comite-retard", late, NOT_HELD, last)


def _is_met(work: Work, rappel: Rappel) -> bool:
    """What was ticked is done; so is a first comité that was held, or that nobody follows."""
    if rappel.slug in dues.TICKED:
        row_id = work.programme.interventions[rappel.intervention.slug]
        return (row_id, rappel.slug) in echeances_faites.done(work.tx, work.programme.id)
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
    if not passages.claim(work.tx, TASK, key, work.now):
        return
    site = work.programme.config.site(rappel.intervention.site).label
    text = render_line(rappel.phrase, site=site, **_values(work, rappel))
    coordination.tell(
        work, key=f"intervention:{key}", subject=render_line(SUBJECT, site=site), text=text
    )
    if rappel.slug == FIN:
        context = Context.by_clock(work, f"fin:{key}")
        changement.tell_end(context, rappel.intervention)


def _values(work: Work, rappel: Rappel) -> dict[str, Any]:
    """What the sentence of a reminder may say, as it is on the day when it is told."""
    config, today = work.programme.config, paris(work.now).date()
    days = (rappel.terme - today).days
    dates = {due.slug: due.date for due in config.echeances(rappel.intervention)}
    return {
        "terme": rappel.terme,
        "delai": config.delais.premier_comite_jours,
        "reste": render_line(LEFT, jours=pluriel(days, "jour")) if days > 0 else LAST_DAY,
        "passe": days < 0,
        "rendu": dates.get(COMPTE_RENDU),
    }


_SAYS: Final = {
    FIN: ENDS_TODAY,
    COMPTE_RENDU: REPORT_DUE,
    MESURE_IMPACT: IMPACT_DUE,
}
