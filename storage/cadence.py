"""How many times a comité opérationnel met since the last comité technique (000 l.82)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from bot.domain.interventions import add_months, not_sunday
from bot.words import pluriel
from storage import reunions
from storage.dispositif import Comite, Dispositif, actifs
from storage.machine.db import Tx
from storage.programme import Programme


@dataclass(frozen=True, slots=True)
class Cadence:
    """« 1 sur 3 »; `avant` is the day of the next comité technique, if one can be told."""

    comite: Comite
    attendues: int
    depuis: date
    avant: date | None
    calcule: bool
    """Whether that day is nobody's but the arithmetic's: a quarter after the last one."""
    preparation: int
    """Days that it takes to call it together, and to have something new to tell it."""
    dates: tuple[date, ...]
    """The days on which it met."""

    @property
    def tenues(self) -> int:
        return len(self.dates)

    @property
    def compte(self) -> str:
        """« 1 sur 3 »; « 1 réunion » where no number is asked for."""
        if self.attendues:
            return f"{self.tenues} sur {self.attendues}"
        return pluriel(self.tenues, "réunion")

    def too_short(self, today: date) -> bool:
        """Whether the meetings that are missing hardly fit before the next comité technique."""
        missing = self.attendues - self.tenues
        if self.avant is None or missing <= 0:
            return False
        return (self.avant - today).days < missing * self.preparation


def comptes(tx: Tx, programme: Programme) -> Iterator[Cadence]:
    """Each comité opérationnel in use, in the order of the file."""
    config = programme.config
    techniques = [comite.slug for comite in actifs(config.comites) if comite.sorte == "technique"]
    last = reunions.quarter_began(tx, programme)
    depuis = last or config.convention.debut
    planned = _planned(tx, programme, techniques)
    avant = planned or _computed(programme, last)
    followed = [comite for comite in actifs(config.comites) if comite.operationnel]
    slugs = [comite.slug for comite in followed]
    held = reunions.suivis(tx, programme.id, slugs, depuis, date.max)
    ahead, until = config.delais.reunion_preparation_jours, avant or _quarter_after(config, depuis)
    for comite in followed:
        expected = attendues(config, comite, depuis, until)
        met = held[comite.slug].tenues
        yield Cadence(comite, expected, depuis, avant, planned is None, ahead, met)


def attendues(config: Dispositif, comite: Comite, depuis: date, avant: date) -> int:
    """How many times it meets between two comités techniques (000 l.82).

    In proportion to the days on which an intervention runs in its territoire, rounded up: where
    none does, there is nothing to meet about.
    """
    asked = config.delais.reunions_par_trimestre
    whole = max((avant - depuis).days, 1)
    return min(asked, ceil(asked * _days(config, comite, depuis, avant) / whole))


def _days(config: Dispositif, comite: Comite, depuis: date, avant: date) -> int:
    """Days between these, the last one left out, on which an intervention runs there."""
    days: set[int] = set()
    for one in config.interventions:
        if config.quartier(config.site(one.site).quartier).territoire == comite.territoire:
            first, last = max(one.debut, depuis), min(one.fin, avant - timedelta(days=1))
            days.update(range(first.toordinal(), last.toordinal() + 1))
    return len(days)


def _planned(tx: Tx, programme: Programme, techniques: list[str]) -> date | None:
    """The day of the next comité technique, as somebody planned it."""
    days = (row.jour for row in reunions.open_ones(tx, programme.id) if row.comite in techniques)
    return next(days, None)


def _computed(programme: Programme, last: date | None) -> date | None:
    """A quarter after the last one, never on a Sunday (000 l.61)."""
    if last is None:
        return None
    return _quarter_after(programme.config, last)


def _quarter_after(config: Dispositif, day: date) -> date:
    return not_sunday(add_months(day, config.delais.trimestre_mois))
