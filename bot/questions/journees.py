"""A binôme's working days, from its slots and presences: when one is over, which ends the week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from bot.clock import PARIS
from bot.domain.temps import NIGHT_ENDS, journee_de
from storage import planning
from storage.machine.db import Tx
from storage.models import Presence
from storage.programme import Programme

BREATH = timedelta(minutes=10)
"""Between the end of the last presence and the first question about the day."""
LATE = timedelta(hours=3)
"""Beyond this, a question about the day comes too late to be asked."""
FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Travail:
    """Whose days, in which programme."""

    tx: Tx
    programme: Programme
    binome_id: int

    def slots(self, day: date) -> list[datetime]:
        """When the binôme's planned slots of that day begin (000 l.73)."""
        planned = planning.slots_of(self.tx, self.programme, self.binome_id, day)
        return [slot.de for slot in planned]

    def presences(self, day: date) -> list[Presence]:
        """Presences of that working day, those under way too."""
        start = at(day, time(0)) + NIGHT_ENDS
        query = select(Presence).where(
            Presence.binome_id == self.binome_id,
            Presence.supprimee_le.is_(None),
            Presence.debut >= start,
            Presence.debut < start + timedelta(days=1),
        )
        return list(self.tx.scalars(query.order_by(Presence.debut)))

    def over_at(self, day: date) -> datetime | None:
        """When the day's work ended; None while it goes on.

        Ten minutes after the last presence. A slot that nobody came to is waited for until the
        dispositif's own hour. Raises LookupError on a day off: no presence and no slot.
        """
        slots, done = self.slots(day), self.presences(day)
        if not slots and not done:
            raise LookupError(f"binôme {self.binome_id} does not work on {day}")
        ends = [presence.fin for presence in done if presence.fin]
        if len(ends) < len(done):
            return None
        last = max(ends, default=None)
        evening = at(day, self.programme.config.hors_terrain.heure)
        if last is None:
            return evening
        missed = any(slot > last for slot in slots)
        return max(last + BREATH, evening) if missed else last + BREATH

    def sums_up_at(self, day: date, hour: time) -> datetime | None:
        """`hour` (Paris), or the end of that day's work when it ends later."""
        try:
            over = self.over_at(day)
        except LookupError:
            return at(day, hour)
        return over and max(over, at(day, hour))

    def ends_week(self, day: date) -> bool:
        """Whether that is the last planned day of its week; Friday where nothing is planned."""
        monday = day - timedelta(days=day.weekday())
        days = [monday + timedelta(days=rank) for rank in range(7)]
        planned = [weekday for weekday in days if self.slots(weekday)]
        return day == (planned[-1] if planned else days[FRIDAY])


def at(day: date, hour: time) -> datetime:
    """That hour of that day, on a clock in Paris."""
    return datetime.combine(day, hour, PARIS)


def due(moment: datetime | None, now: datetime) -> bool:
    """Whether what was to be said at `moment` is to be said now."""
    return moment is not None and moment <= now <= moment + LATE


def today(now: datetime) -> date:
    """The working day under way: until five in the morning, the evening before."""
    return journee_de(now)


def binomes(programme: Programme) -> Sequence[int]:
    """Row ids of the binômes still at work."""
    return [programme.binomes[binome.slug] for binome in programme.config.binomes if binome.actif]
