"""Clocks of an intervention: its weeks, and the dates that its convention sets."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

SLACK: Final = timedelta(days=3)
"""Months are not all of one length: the end of February, three months on, is the end of May."""


DAY: Final = timedelta(days=1)
SUNDAY: Final = 6


@dataclass(frozen=True, slots=True)
class Delais:
    """Delays of a dispositif, in days or months (000 l.71, l.120, l.148, l.166).

    0 for what this dispositif does not ask: no first comité, no report, no measure afterwards.
    """

    premier_comite_jours: int = 15
    rappels_jours: tuple[int, ...] = (30, 15)
    compte_rendu_jours: int = 15
    mesure_impact_mois: int = 3
    mesure_fenetre_jours: int = 14


@dataclass(frozen=True, slots=True)
class Fenetre:
    """The days, both included, in which a site is measured: « t0 », « t1 » or « t2 »."""

    mesure: str
    debut: date
    fin: date


FIN: Final = "fin"
PREMIER_COMITE: Final = "premier-comite"
COMPTE_RENDU: Final = "compte-rendu"
MESURE_IMPACT: Final = "mesure-impact"
"""The slugs of what is due; a reminder has one of its own (`Echeance.rappelle`)."""
_RAPPEL: Final = "rappel-"


@dataclass(frozen=True, slots=True)
class Echeance:
    """Something due for an intervention on one day."""

    slug: str
    label: str
    date: date
    calculee: bool = True
    """Whether it follows from other dates; the end of an intervention was decided."""

    @property
    def rappelle(self) -> bool:
        """It only calls to mind that the end comes near."""
        return self.slug.startswith(_RAPPEL)


def semaine_n(debut: date, fin: date, lundi: date) -> tuple[int, int]:
    """« semaine 7 sur 13 » as (7, 13), for the week that begins on `lundi`.

    Three months make 13 weeks whatever their days; a week outside the intervention is brought
    back to its first or last one.
    """
    total = max(1, round(((fin - debut).days + 1) / 7))
    first = debut - timedelta(days=debut.weekday())
    return min(max((lundi - first).days // 7 + 1, 1), total), total


def echeances(
    decision: date, debut: date, fin: date, delais: Delais | None = None
) -> tuple[Echeance, ...]:
    """Every date that follows from an intervention, in order of date.

    Whatever is computed never falls on a Sunday. Calendar days count from the decision of the
    comité technique (000 l.71); N of « N+3 » is the end of the intervention (000 l.166). Reminders
    that would fall before the start are left out.
    """
    rules = delais or Delais()
    dates = [Echeance(FIN, "Fin de l'intervention", fin, calculee=False)]
    if rules.premier_comite_jours:
        first = premier_comite(decision, rules.premier_comite_jours)
        dates.append(Echeance(PREMIER_COMITE, "1er comité opérationnel", first))
    if days := rules.compte_rendu_jours:
        report = not_sunday(_plus(fin, days))
        dates.append(Echeance(COMPTE_RENDU, "Compte rendu final", report))
    if months := rules.mesure_impact_mois:
        measure = not_sunday(add_months(fin, months))
        dates.append(Echeance(MESURE_IMPACT, f"Mesure d'impact N+{months}", measure))
    for days in rules.rappels_jours:
        if (day := before_sunday(fin - timedelta(days=days))) > debut:
            dates.append(Echeance(f"{_RAPPEL}{days}", f"Rappel, {days} jours avant la fin", day))
    return tuple(sorted(dates, key=lambda echeance: echeance.date))


def premier_comite(decision: date, jours: int) -> date:
    """The last day of the first comité opérationnel: « au maximum 15 jours » (000 l.71)."""
    return before_sunday(_plus(decision, jours))


def not_sunday(day: date) -> date:
    """That day, or the Monday after it: nobody is there on a Sunday to do what is due."""
    return day + DAY if day.weekday() == SUNDAY else day


def before_sunday(day: date) -> date:
    """That day, or the Saturday before it: what must be done by then is not put off."""
    return day - DAY if day.weekday() == SUNDAY else day


def exceeds(debut: date, fin: date, mois: int) -> bool:
    """Whether an intervention lasts more than so many months, as people count them (C03).

    « Du 5 octobre au 5 janvier » is said of three months, and twice three make six.
    """
    return fin > add_months(debut, mois) + SLACK


def fenetres(debut: date, fin: date, delais: Delais | None = None) -> tuple[Fenetre, ...]:
    """When the site grid is filled (000 l.166, 003 l.769, requirements §4.5).

    T0 in the first two weeks, T1 in the last two, T2 in the two that begin at end + 3 months if
    the impact is measured at all.
    """
    rules = delais or Delais()
    length = timedelta(days=rules.mesure_fenetre_jours - 1)
    windows = (
        Fenetre("t0", debut, min(debut + length, fin)),
        Fenetre("t1", max(fin - length, debut), fin),
    )
    if not rules.mesure_impact_mois:
        return windows
    later = add_months(fin, rules.mesure_impact_mois)
    return (*windows, Fenetre("t2", later, later + length))


def mesure_on(day: date, debut: date, fin: date, delais: Delais | None = None) -> Fenetre | None:
    """The window that `day` falls in; of two that overlap, the later measure is still to come."""
    return next(
        (
            fenetre
            for fenetre in fenetres(debut, fin, delais)
            if fenetre.debut <= day <= fenetre.fin
        ),
        None,
    )


def _plus(day: date, days: int) -> date:
    return day + timedelta(days=days)


def add_months(day: date, months: int) -> date:
    """The same day `months` later, or the last of that month when it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
