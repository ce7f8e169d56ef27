"""The planned slots of a week: the file's by default, then those that the coordination moved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, Final, NamedTuple, cast

from sqlalchemy import Table, and_, bindparam, func, select

from bot.clock import PARIS
from bot.domain.semaine import JOURS, Semaine, weeks
from storage import retraits
from storage.machine.db import Tx
from storage.machine.prepared import Prepared
from storage.models import CreneauPrevu
from storage.programme import Programme


def _row(*values: Any) -> tuple[Any, ...]:
    return values


_T: Final = cast(Table, CreneauPrevu.__table__)
_BETWEEN: Final = and_(
    _T.c.dispositif_id == bindparam("b_dispositif"),
    _T.c.jour.between(bindparam("b_first"), bindparam("b_last")),
)
_PLANNED: Final = (
    select(
        *(_T.c.binome_id, _T.c.site_id, _T.c.jour, _T.c.de, _T.c.a, _T.c.annule, _T.c.motif),
        *(_T.c.origine, _T.c.hors_decision, _T.c.absent_id),
    )
    .where(_BETWEEN)
    .order_by(_T.c.id)
)
_READ: Final = Prepared(_PLANNED, _row)
# Never by the binôme's own index, which knows no day: its years would be read for two days.
_HIS: Final = func.coalesce(_T.c.binome_id, 0) == bindparam("b_binome")
_READ_OF: Final = Prepared(_PLANNED.where(_HIS), _row)
_HERE: Final = and_(_T.c.site_id == bindparam("b_site"), _T.c.annule.is_(False))
_READ_HERE: Final = Prepared(_PLANNED.where(_HERE), _row)
_WRITTEN: Final = Prepared(select(_T.c.id).where(_BETWEEN).limit(1), int)


@lru_cache(maxsize=4096)
def instants(jour: date, de: time, a: time) -> tuple[datetime, datetime]:
    """Of a slot of that day, in UTC: an `a` not after `de` ends on the next one.

    A screen asks several times for the hours of a hundred slots, which are few hours.
    """
    after = jour if a > de else jour + timedelta(days=1)
    first, last = datetime.combine(jour, de, PARIS), datetime.combine(after, a, PARIS)
    return first.astimezone(UTC), last.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class SlotPrevu:
    """A planned slot on one day, by slugs; `motif` says why it was cancelled.

    `origine`, `hors_decision` and `absent` (row id of a person) as `CreneauPrevu` keeps them.
    """

    binome: str
    site: str
    jour: date
    de: time
    a: time
    annule: bool = False
    motif: str | None = None
    origine: str | None = None
    hors_decision: bool = False
    absent: int | None = None

    def bornes(self) -> tuple[datetime, datetime]:
        """Its instants: an `a` not after `de` ends on the next day."""
        return instants(self.jour, self.de, self.a)

    def placed(self) -> Slot:
        """The same, as its binôme goes by it."""
        return Slot(self.site, *self.bornes(), self.motif, self.absent)

    @property
    def minutes(self) -> int:
        """Elapsed minutes, on the days when clocks change too."""
        start, end = self.bornes()
        return int(end.timestamp() - start.timestamp()) // 60


class Slot(NamedTuple):
    """A slot of one binôme: the slug of its site, `de` and `a` as instants, who is not there."""

    site: str
    de: datetime
    a: datetime
    motif: str | None = None
    absent: int | None = None


def week_slots(tx: Tx, programme: Programme, semaine: Semaine) -> list[SlotPrevu]:
    """Every slot of the week, cancelled ones too; without any row, those of the file (000 l.73).

    A site or a binôme that was retired is left out from then on, and stays in the weeks before.
    So is a site on the days when no intervention of its runs (000 l.120), unless it was meant.
    """
    return slots_between(tx, programme, semaine.lundi, semaine.dimanche)


def written(tx: Tx, programme: Programme, semaine: Semaine) -> list[SlotPrevu] | None:
    """The rows of that week, whatever became of their sites; None while it follows the file."""
    rows = _read(tx, programme, semaine.lundi, semaine.dimanche, None)
    return [_slot(programme, row) for row in rows] or None


def standing_at(
    tx: Tx, programme: Programme, site: str, first: date, last: date
) -> list[SlotPrevu]:
    """The rows of one site between two days, both included, that were not called off."""
    asked = {"b_dispositif": programme.id, "b_first": first, "b_last": last}
    rows = _READ_HERE.all(tx, asked | {"b_site": programme.sites[site]})
    return [_slot(programme, row) for row in rows]


def slots_between(
    tx: Tx, programme: Programme, first: date, last: date, binome: str | None = None
) -> list[SlotPrevu]:
    """The same from one day to another, both included; of one binôme, if one is given."""
    slots = [_slot(programme, row) for row in _read(tx, programme, first, last, binome)]
    known = {Semaine.around(day) for day in {slot.jour for slot in slots}}
    for week in weeks(first, last):
        whole = binome is None and first <= week.lundi and week.dimanche <= last
        if week not in known and (whole or not is_written(tx, programme, week)):
            of_file = file_slots(programme, week, binome)
            slots.extend(slot for slot in of_file if first <= slot.jour <= last)
    here = in_use(tx, programme, slots)
    return sorted(here, key=lambda slot: (slot.jour, slot.de, slot.binome))


def agenda(
    tx: Tx, programme: Programme, first: date, last: date, binome_id: int | None = None
) -> Mapping[tuple[int, date], list[Slot]]:
    """What each binôme is to do on each of these days (Paris), earliest first; nothing called off.

    One reading for everybody, or for one of them; a day off is there too, and empty.
    """
    binome = programme.binome_slugs[binome_id] if binome_id else None
    return by_day(programme, slots_between(tx, programme, first, last, binome))


def by_day(
    programme: Programme, slots: Iterable[SlotPrevu]
) -> Mapping[tuple[int, date], list[Slot]]:
    """These slots as an agenda."""
    days: defaultdict[tuple[int, date], list[Slot]] = defaultdict(list)
    for slot in slots:
        if not slot.annule:
            days[programme.binomes[slot.binome], slot.jour].append(slot.placed())
    return days


def slots_of(tx: Tx, programme: Programme, binome_id: int | None, day: date) -> list[Slot]:
    """What the binôme is to do on `day` (Paris); of several days or binômes, ask for an agenda."""
    return agenda(tx, programme, day, day, binome_id)[binome_id, day] if binome_id else []


def file_slots(
    programme: Programme, semaine: Semaine, binome: str | None = None
) -> list[SlotPrevu]:
    """The weekly planning of the file, laid over that week; of one binôme, if one is given."""
    return [
        SlotPrevu(
            line.binome,
            line.site,
            semaine.lundi + timedelta(days=JOURS.index(line.jour)),
            line.de,
            line.a,
        )
        for line in programme.config.creneaux
        if binome in (None, line.binome)
    ]


def in_use(tx: Tx, programme: Programme, slots: Iterable[SlotPrevu]) -> list[SlotPrevu]:
    """Those whose site and binôme are still in use, and where something is decided that day."""
    planned = [
        slot for slot in slots if slot.hors_decision or programme.goes_on(slot.site, slot.jour)
    ]
    binomes, sites = {slot.binome for slot in planned}, {slot.site for slot in planned}
    ends = retraits.of(tx, programme, binomes, sites)
    if ends.nobody:
        return planned
    return [slot for slot in planned if ends.leave_in(slot.binome, slot.site, slot.bornes()[0])]


def _read(
    tx: Tx, programme: Programme, first: date, last: date, binome: str | None
) -> Iterable[Any]:
    days = {"b_dispositif": programme.id, "b_first": first, "b_last": last}
    if binome is None:
        return _READ.all(tx, days)
    return _READ_OF.all(tx, days | {"b_binome": programme.binomes[binome]})


def _slot(programme: Programme, row: Any) -> SlotPrevu:
    binome_id, site_id, jour, de, a, annule, motif, origine, hors_decision, absent = row
    binome, site = programme.binome_slugs[binome_id], programme.site_slugs[site_id]
    when = (jour, de, a, annule, motif)
    return SlotPrevu(binome, site, *when, origine, bool(hors_decision), absent)


def is_written(tx: Tx, programme: Programme, semaine: Semaine) -> bool:
    """Whether that week has rows: it does not follow the file any more."""
    week = {"b_dispositif": programme.id, "b_first": semaine.lundi, "b_last": semaine.dimanche}
    return _WRITTEN.first(tx, week) is not None
