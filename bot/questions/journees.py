"""A binôme's working days, from its slots and presences: when one is over, which ends the week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import bindparam, select

from bot.clock import PARIS
from bot.domain.semaine import Semaine
from bot.domain.temps import journee_de, matin_de
from storage import planning
from storage.models import Presence
from storage.programme import Programme
from storage.work import Work

BREATH = timedelta(minutes=10)
"""Between the end of the last presence and the first question about the day."""
LATE = timedelta(hours=3)
"""Beyond this, a question about the day comes too late to be asked."""
FRIDAY = 4

_ENDS = (
    select(Presence.binome_id, Presence.fin)
    .where(
        Presence.dispositif_id == bindparam("b_dispositif"),
        Presence.supprimee_le.is_(None),
        Presence.debut >= bindparam("b_since"),
        Presence.debut < bindparam("b_until"),
    )
    .order_by(Presence.debut)
)


@dataclass(frozen=True, slots=True)
class Travail:
    """One binôme's working day: its planned slots that begin on it, and its presences' ends.

    An end is None while the presence runs.
    """

    programme: Programme
    day: date
    slots: Sequence[datetime]
    ends: Sequence[datetime | None]

    @property
    def is_off(self) -> bool:
        """Nothing planned, and nobody came."""
        return not self.slots and not self.ends

    def over_at(self) -> datetime | None:
        """When the day's work ended; None while it goes on, and on a day off.

        Ten minutes after the last presence. A slot that nobody came to is waited for until the
        dispositif's own hour.
        """
        ends = [end for end in self.ends if end]
        if self.is_off or len(ends) < len(self.ends):
            return None
        last = max(ends, default=None)
        evening = at(self.day, self.programme.config.hors_terrain.heure)
        if last is None:
            return evening
        missed = any(slot > last for slot in self.slots)
        return max(last + BREATH, evening) if missed else last + BREATH

    def sums_up_at(self, hour: time) -> datetime | None:
        """`hour` (Paris), or the end of that day's work when it ends later."""
        if self.is_off:
            return at(self.day, hour)
        over = self.over_at()
        return over and max(over, at(self.day, hour))


def travaux(work: Work, day: date) -> dict[int, Travail]:
    """That working day of every binôme still at work, by its row id: read once for all of them."""
    agenda = planning.agenda(work.tx, work.programme, day, day)
    ends = _ends(work, day)
    return {
        binome_id: Travail(
            work.programme,
            day,
            # When they begin (000 l.73).
            tuple(slot.de for slot in agenda[binome_id, day]),
            tuple(ends.get(binome_id, ())),
        )
        for binome_id in binomes(work.programme)
    }


def ending_week(work: Work, day: date) -> set[int]:
    """Binômes whose last planned day of the week that is; Friday where nothing is planned."""
    semaine = Semaine.around(day)
    agenda = planning.agenda(work.tx, work.programme, semaine.lundi, semaine.dimanche)
    last: dict[int, date] = {}
    for (binome_id, planned), slots in agenda.items():
        if slots:
            last[binome_id] = max(planned, last.get(binome_id, planned))
    friday = semaine.lundi + timedelta(days=FRIDAY)
    return {one for one in binomes(work.programme) if last.get(one, friday) == day}


def _ends(work: Work, day: date) -> dict[int, list[datetime | None]]:
    """Of the presences of that working day, by binôme, those under way too."""
    start = matin_de(day)
    asked = {
        "b_dispositif": work.programme.id,
        "b_since": start,
        "b_until": start + timedelta(days=1),
    }
    ends: dict[int, list[datetime | None]] = {}
    for binome_id, fin in work.tx.execute(_ENDS, asked):
        ends.setdefault(binome_id, []).append(fin)
    return ends


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
