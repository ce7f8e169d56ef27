"""The planned slot of the moment, from the weekly planning (000 l.73)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clock import PARIS, paris
from bot.words import heure
from storage.programme import Programme

DAYS = ("lun", "mar", "mer", "jeu", "ven", "sam", "dim")
EARLY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot on a given day: `de` and `a` are instants."""

    site: str
    de: datetime
    a: datetime

    @property
    def said(self) -> str:
        return f"{heure(self.de)} – {heure(self.a)}"


def slot_now(programme: Programme, binome_id: int | None, now: datetime) -> Slot | None:
    """The binôme's slot that runs at `now`, or begins within the hour."""
    for slot in _slots(programme, binome_id, now):
        if slot.de - EARLY <= now < slot.a:
            return slot
    return None


def _slots(programme: Programme, binome_id: int | None, now: datetime) -> Iterator[Slot]:
    """Slots of yesterday (a night may still run) and of today."""
    for back in (1, 0):
        day = paris(now).date() - timedelta(days=back)
        for line in programme.config.creneaux:
            if programme.binomes[line.binome] != binome_id or DAYS[day.weekday()] != line.jour:
                continue
            start = datetime.combine(day, line.de, PARIS)
            end_day = day if line.a > line.de else day + timedelta(days=1)
            yield Slot(line.site, start, datetime.combine(end_day, line.a, PARIS))
