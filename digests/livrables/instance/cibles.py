"""Which body an extract is for, and over which of its periods, in whole weeks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from bot.clock import paris
from bot.domain.interventions import DAY, add_months
from bot.livrables import Cible, CopieDue, SorteCible
from bot.words import du_au
from digests.livrables.matiere import partout
from digests.livrables.periode.matiere import MatierePeriode
from storage.dispositif import actifs
from storage.dispositif.externes import MOIS, InstanceExterne
from storage.dispositif.problems import nearest
from storage.figures import opening
from storage.work import Work

BROUILLON, TERME = timedelta(days=7), timedelta(days=7)
"""An extract is begun a week before its period ends, and handed over a week after."""
ANCIENS: Final = timedelta(days=365)
JEUDI: Final = 3
JoursExtrait = tuple[date, date]
"""The first day and the last one."""


def asked(work: Work, text: str) -> Cible:
    """« comop-etat », over its last period that is over, or the one under way when none is;
    « comop-etat.2026-10-01 », over the one that holds that day. Raises ValueError, in French."""
    slug, _, day = text.partition(".")
    known = {one.slug: one for one in work.programme.config.instances_externes}
    if slug not in known:
        raise ValueError(f"instance « {slug} » inconnue{nearest(slug, known)}")
    today = paris(work.now).date()
    every = [one for one in _periods(work, known[slug]) if one[0] <= today]
    if day:
        found = [one for one in every if one[0] <= _day(day) <= one[1]]
    else:
        found = [one for one in every if one[1] < today] or every[:1]
    if not found:
        raise ValueError(f"période « {text} » inconnue : elle n'a pas commencé, ou n'existe pas")
    return _cible(known[slug], found[-1])


def attendus(work: Work) -> Iterator[CopieDue]:
    """One a period of each body that is in the calendar, from the first one of the carnet."""
    opened = opening(work.tx, work.programme.id)
    since = max(paris(opened or work.now).date(), paris(work.now).date() - ANCIENS)
    for one in actifs(work.programme.config.instances_externes):
        for period in _periods(work, one) if one.calendrier else ():
            if period[1] >= since:
                last = period[1]
                yield CopieDue(_cible(one, period), last - BROUILLON, last + TERME)


def sujets(work: Work) -> Iterator[Cible]:
    """The last period of each body that is told on request."""
    today = paris(work.now).date()
    for one in actifs(work.programme.config.instances_externes):
        if not one.calendrier and any(first <= today for first, _ in _periods(work, one)):
            yield asked(work, one.slug)


def instance(work: Work, cible: Cible) -> InstanceExterne:
    slug = cible.cle.partition(".")[0]
    return next(one for one in work.programme.config.instances_externes if one.slug == slug)


def of(work: Work, cible: Cible) -> MatierePeriode:
    """Its quartiers, or all of them."""
    told = instance(work, cible).quartiers
    sites = work.programme.config.sites
    slugs = [one.slug for one in sites if one.quartier in told] if told else None
    return MatierePeriode(work, cible, partout(work, slugs))


def _cible(one: InstanceExterne, days: JoursExtrait) -> Cible:
    name = f"{one.label}, {du_au(*days)}"
    return Cible(SorteCible.INSTANCE, f"{one.slug}.{days[0]}", name, *days)


def _periods(work: Work, one: InstanceExterne) -> Iterator[JoursExtrait]:
    """Those that the convention touches, up to the one under way, oldest first."""
    convention, today = work.programme.config.convention, paris(work.now).date()
    for first, after in _calendar(work, one, today):
        whole = _weeks(first, after - DAY)
        if whole[0] <= whole[1] and whole[1] >= convention.debut and whole[0] <= today:
            yield whole


def _calendar(work: Work, one: InstanceExterne, today: date) -> Iterable[JoursExtrait]:
    """First days, and the days after the last."""
    if one.rythme == "vacances":
        vacances = work.programme.calendrier.vacances
        return sorted((it.du, it.reprise) for it in vacances)
    months, start = MOIS[one.rythme], date(work.programme.config.convention.debut.year, 1, 1)
    count = (today.year + 1 - start.year) * 12 // months
    return pairwise(add_months(start, rank * months) for rank in range(count + 1))


def _weeks(first: date, last: date) -> JoursExtrait:
    """The whole weeks whose Thursday is one of these days, as letters count them."""
    begun = first + timedelta(days=(JEUDI - first.weekday()) % 7)
    ended = last - timedelta(days=(last.weekday() - JEUDI) % 7)
    return begun - timedelta(days=JEUDI), ended + timedelta(days=6 - JEUDI)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"jour « {text} » illisible : écrivez 2026-10-01") from error
