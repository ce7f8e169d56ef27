"""How many times a comité opérationnel met since the last comité technique (000 l.82)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.domain.interventions import add_months, not_sunday
from bot.words import pluriel
from storage import reunions
from storage.dispositif import Comite, actifs
from storage.machine.db import Tx
from storage.programme import Programme


@dataclass(frozen=True, slots=True)
class Cadence:
    """« 1 sur 3 »; `avant` is the day of the next comité technique, if one can be told."""

    comite: Comite
    tenues: int
    attendues: int
    depuis: date
    avant: date | None
    calcule: bool
    """Whether that day is nobody's but the arithmetic's: a quarter after the last one."""
    preparation: int
    """Days that it takes to call it together, and to have something new to tell it."""

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
    held = reunions.held_since(tx, programme.id, [comite.slug for comite in followed], depuis)
    rules = config.delais
    for comite in followed:
        expected, ahead = rules.reunions_par_trimestre, rules.reunion_preparation_jours
        met, computed = held[comite.slug], planned is None
        yield Cadence(comite, met, expected, depuis, avant, computed, ahead)


def _planned(tx: Tx, programme: Programme, techniques: list[str]) -> date | None:
    """The day of the next comité technique, as somebody planned it."""
    days = (row.jour for row in reunions.open_ones(tx, programme.id) if row.comite in techniques)
    return next(days, None)


def _computed(programme: Programme, last: date | None) -> date | None:
    """A quarter after the last one, never on a Sunday (000 l.61)."""
    if last is None:
        return None
    return not_sunday(add_months(last, programme.config.delais.trimestre_mois))
