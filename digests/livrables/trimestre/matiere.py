"""One quarter as its dossier tells it: every site, its interventions, its meeting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
from storage import livrables, reunions
from storage.dispositif import actifs
from storage.figures import opening
from storage.work import Work

BROUILLON, GEL = timedelta(days=10), timedelta(days=3)
"""Assembled ten days before the comité technique, frozen three days before (B04)."""
DOSSIER: Final = "dossier_trimestriel"
"""Its own folder: what is read with it tells the same days."""
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
    """The days that its dossier tells. Raises ValueError, in French, as `entier` does."""
    quarter = Trimestre.parse(entier(work, text).cle)
    days = _days(work, quarter.before().fin, _began(work))
    return _cible(quarter, *days.lus(quarter))


def entier(work: Work, text: str) -> Cible:
    """All of its days. Raises ValueError, in French, for no quarter, or one before the
    convention."""
    quarter = Trimestre.parse(text)
    debut = work.programme.config.convention.debut
    if quarter.fin < debut:
        raise ValueError(f"trimestre {quarter.label} illisible : il finit avant la convention")
    if quarter.debut > paris(work.now).date():
        raise ValueError(f"trimestre {quarter.label} illisible : il n'a pas commencé")
    return _cible(quarter, quarter.debut, quarter.fin)


def attendus(work: Work) -> Iterator[CopieDue]:
    """One a quarter, from the first in which the carnet was open to the one under way; those of
    two years, for nobody asks for an older one."""
    began, today = _began(work), paris(work.now).date()
    quarters = list(_quarters(_oldest(began, today), today))
    days = _days(work, quarters[0].before().fin, began)
    for quarter in quarters:
        day = _nearest(days.reunions, quarter)
        yield CopieDue(_cible(quarter, *days.lus(quarter)), day - BROUILLON, day, day - GEL)


def entiers(work: Work) -> Iterator[Cible]:
    """The same quarters, with all of their days."""
    today = paris(work.now).date()
    for quarter in _quarters(_oldest(_began(work), today), today):
        yield _cible(quarter, quarter.debut, quarter.fin)


def _oldest(began: date, today: date) -> date:
    return min(max(began, today - ANCIENS), today)


def _began(work: Work) -> date:
    """From then on a dossier is owed."""
    opened = opening(work.tx, work.programme.id)
    return max(work.programme.config.convention.debut, paris(opened or work.now).date())


@dataclass(frozen=True, slots=True)
class Seances:
    """Days of the comité technique; by quarter, when the figures of its dossier were frozen.

    began: from then on a dossier is owed.
    """

    reunions: Sequence[date]
    gels: Mapping[str, date]
    began: date

    def dernier(self, quarter: Trimestre) -> date:
        """The last day that its dossier tells: what comes later is in the next one."""
        gel = self.gels.get(quarter.label) or _nearest(self.reunions, quarter) - GEL
        return max(min(quarter.fin, gel - DAY), quarter.debut)

    def lus(self, quarter: Trimestre) -> tuple[date, date]:
        """From the day after the dossier before stops, to its own last day: each is in one."""
        before = quarter.before()
        debut = self.dernier(before) + DAY if before.fin >= self.began else quarter.debut
        return debut, self.dernier(quarter)


def _days(work: Work, first: date, began: date) -> Seances:
    frozen = livrables.first_frozen(work.tx, work.programme.id, DOSSIER)
    gels = {quarter: paris(le).date() for quarter, le in frozen.items()}
    return Seances(_meetings(work, first), gels, began)


def _cible(quarter: Trimestre, debut: date, fin: date) -> Cible:
    return Cible(SorteCible.TRIMESTRE, quarter.label, quarter.nom, debut, fin)


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
