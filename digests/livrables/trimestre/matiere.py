"""One quarter as its dossier tells it: every site, its interventions, its meeting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from bot.clock import paris
from bot.domain.interventions import DAY, not_sunday
from bot.domain.semaine import Semaine
from bot.domain.trimestre import Trimestre
from bot.livrables import Cible, CopieDue, SorteCible
from digests.livrables.matiere import partout
from digests.livrables.periode.matiere import MatierePeriode
from storage import reunions
from storage.dispositif import actifs
from storage.figures import opening
from storage.work import Work

BROUILLON, GEL = timedelta(days=10), timedelta(days=3)
"""Assembled ten days before the comité technique, frozen three days before (B04)."""
APRES: Final = timedelta(days=15)
"""After a quarter without a meeting that is noted: when its dossier is due all the same."""
ANCIENS: Final = timedelta(days=730)
AUTOUR: Final = timedelta(days=45)
"""A comité technique so near the end of a quarter is the one that reads its dossier."""


@dataclass(frozen=True)
class MatiereTrimestre(MatierePeriode):
    """`lieux` are all sites; `reunion` is the day on which the dossier is read."""

    reunion: date = field(kw_only=True)


def of(work: Work, cible: Cible) -> MatiereTrimestre:
    quarter = Trimestre.parse(cible.cle)
    day = _nearest(_meetings(work, quarter.fin), quarter)
    return MatiereTrimestre(work, cible, partout(work), reunion=day)


def asked(work: Work, text: str) -> Cible:
    """Raises ValueError, in French, for no quarter, or one before the convention."""
    quarter = Trimestre.parse(text)
    debut = work.programme.config.convention.debut
    if quarter.fin < debut:
        raise ValueError(f"trimestre {quarter.label} illisible : il finit avant la convention")
    if quarter.debut > paris(work.now).date():
        raise ValueError(f"trimestre {quarter.label} illisible : il n'a pas commencé")
    return _cible(quarter)


def attendus(work: Work) -> Iterator[CopieDue]:
    """One a quarter, from the first in which the carnet was open to the one under way; those of
    two years, for nobody asks for an older one."""
    today, opened = paris(work.now).date(), opening(work.tx, work.programme.id)
    began = work.programme.config.convention.debut, paris(opened or work.now).date()
    first = max(*began, today - ANCIENS)
    first = min(first, today)
    days = _meetings(work, first)
    for quarter in _quarters(first, today):
        day = _nearest(days, quarter)
        yield CopieDue(_cible(quarter), day - BROUILLON, day, day - GEL)


def _cible(quarter: Trimestre) -> Cible:
    return Cible(SorteCible.TRIMESTRE, quarter.label, quarter.nom, quarter.debut, quarter.fin)


def _quarters(first: date, today: date) -> Iterator[Trimestre]:
    current = Trimestre.of(Semaine.around(today))
    found = [current]
    while found[-1].debut > first:
        found.append(found[-1].before())
    yield from reversed(found)


def _meetings(work: Work, first: date) -> list[date]:
    """Of the comité technique, planned or held: those that a quarter may have, that ends from
    that day on."""
    config = work.programme.config
    slugs = [one.slug for one in actifs(config.comites) if one.sorte == "technique"]
    return reunions.days_since(work.tx, work.programme.id, slugs, first - AUTOUR)


def _nearest(days: Sequence[date], quarter: Trimestre) -> date:
    """The one nearest to its end; else two weeks after."""
    fin = quarter.fin
    near = (day for day in days if abs(day - fin) <= AUTOUR)
    found = min(near, key=lambda day: abs((day - fin - DAY).days), default=None)
    return found or not_sunday(fin + APRES)
