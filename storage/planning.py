"""The planned slots of a week: the file's by default, then those that the coordination moved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final, cast

from sqlalchemy import ColumnElement, Table, and_, bindparam, delete, func, select, update

from bot.clock import PARIS, paris
from bot.domain.semaine import JOURS, Semaine
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
    select(_T.c.binome_id, _T.c.site_id, _T.c.jour, _T.c.de, _T.c.a, _T.c.annule, _T.c.motif)
    .where(_BETWEEN)
    .order_by(_T.c.id)
)
_READ: Final = Prepared(_PLANNED, _row)
# Never by the binôme's own index, which knows no day: its years would be read for two days.
_HIS: Final = func.coalesce(_T.c.binome_id, 0) == bindparam("b_binome")
_READ_OF: Final = Prepared(_PLANNED.where(_HIS), _row)
_WRITTEN: Final = Prepared(select(_T.c.id).where(_BETWEEN).limit(1), int)


@dataclass(frozen=True, slots=True)
class SlotPrevu:
    """A planned slot on one day, by slugs; `motif` says why it was cancelled."""

    binome: str
    site: str
    jour: date
    de: time
    a: time
    annule: bool = False
    motif: str | None = None

    def bornes(self) -> tuple[datetime, datetime]:
        """Its instants: an `a` not after `de` ends on the next day."""
        after = self.jour if self.a > self.de else self.jour + timedelta(days=1)
        return (
            datetime.combine(self.jour, self.de, PARIS),
            datetime.combine(after, self.a, PARIS),
        )

    @property
    def minutes(self) -> int:
        """Elapsed minutes, on the days when clocks change too."""
        start, end = self.bornes()
        return int(end.timestamp() - start.timestamp()) // 60


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot of one binôme: the slug of its site, `de` and `a` as instants."""

    site: str
    de: datetime
    a: datetime
    motif: str | None = None


def week_slots(tx: Tx, programme: Programme, semaine: Semaine) -> list[SlotPrevu]:
    """Every slot of the week, cancelled ones too; without any row, those of the file (000 l.73).

    A site or a binôme that was retired is left out from then on, and stays in the weeks before.
    """
    return slots_between(tx, programme, semaine.lundi, semaine.dimanche)


def slots_between(
    tx: Tx, programme: Programme, first: date, last: date, binome: str | None = None
) -> list[SlotPrevu]:
    """The same from one day to another, both included; of one binôme, if one is given."""
    slots = [_slot(programme, row) for row in _read(tx, programme, first, last, binome)]
    written = {Semaine.around(day) for day in {slot.jour for slot in slots}}
    for week in _weeks(first, last):
        if week not in written and not _is_written(tx, programme, week):
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
    days: defaultdict[tuple[int, date], list[Slot]] = defaultdict(list)
    for slot in slots_between(tx, programme, first, last, binome):
        if not slot.annule:
            mine = days[programme.binomes[slot.binome], slot.jour]
            mine.append(Slot(slot.site, *slot.bornes(), slot.motif))
    return days


def slots_of(tx: Tx, programme: Programme, binome_id: int | None, day: date) -> list[Slot]:
    """What the binôme is to do on `day` (Paris); of several days or binômes, ask for an agenda."""
    return agenda(tx, programme, day, day, binome_id)[binome_id, day] if binome_id else []


def note_reason(tx: Tx, programme: Programme, binome_id: int, slot: Slot, motif: str) -> None:
    """Keep why nobody came; a week that followed the file is first written down."""
    start = paris(slot.de)
    week = Semaine.around(start.date())
    _write_down(tx, programme, week, f"motif:{programme.id}:{week.label}")
    for row in _begun(tx, programme, binome_id, start.date(), start.time()):
        if row.site_id == programme.sites[slot.site]:
            row.motif = motif
    tx.flush()


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


def add_slot(tx: Tx, programme: Programme, slot: SlotPrevu, source: str) -> None:
    """One more slot; a week that followed the file is first written down, then changed."""
    _write_down(tx, programme, Semaine.around(slot.jour), source)
    _insert(tx, programme, [slot], f"{source}:ajout")


def cancel_slot(tx: Tx, programme: Programme, slot: SlotPrevu, motif: str, source: str) -> bool:
    """The slot will not take place, and why; False when it is not planned any more."""
    _write_down(tx, programme, Semaine.around(slot.jour), source)
    for row in _begun(tx, programme, programme.binomes[slot.binome], slot.jour, slot.de):
        if not row.annule:
            row.annule, row.motif = True, motif
            tx.flush()
            return True
    return False


def copy_week(
    tx: Tx, programme: Programme, slots: Iterable[SlotPrevu], week: Semaine, source: str
) -> int:
    """`slots` of another week, laid over `week` in the place of what it held; how many."""
    standing = [slot for slot in slots if not slot.annule]
    moved = [
        SlotPrevu(
            slot.binome,
            slot.site,
            week.lundi + timedelta(days=slot.jour.weekday()),
            slot.de,
            slot.a,
        )
        for slot in standing
    ]
    moved = in_use(tx, programme, moved)
    if not moved:
        # A week without any row would follow the file again: its slots are called off instead.
        _write_down(tx, programme, week, source)
        called_off = update(CreneauPrevu).where(*_in_week(programme, week)).values(annule=True)
        tx.execute(called_off)
        return 0
    tx.execute(delete(CreneauPrevu).where(*_in_week(programme, week)))
    _insert(tx, programme, moved, f"{source}:copie")
    return len(moved)


def in_use(tx: Tx, programme: Programme, slots: Iterable[SlotPrevu]) -> list[SlotPrevu]:
    """Those of a binôme and on a site that had not been retired by then."""
    planned = list(slots)
    binomes, sites = {slot.binome for slot in planned}, {slot.site for slot in planned}
    ends = retraits.of(tx, programme, binomes, sites)
    if ends.nobody:
        return planned
    return [slot for slot in planned if ends.leave_in(slot.binome, slot.site, slot.bornes()[0])]


def _write_down(tx: Tx, programme: Programme, semaine: Semaine, source: str) -> None:
    if not _is_written(tx, programme, semaine):
        _insert(tx, programme, file_slots(programme, semaine), f"{source}:fichier")


def _insert(tx: Tx, programme: Programme, slots: Iterable[SlotPrevu], source: str) -> None:
    for rank, slot in enumerate(slots):
        tx.add(
            CreneauPrevu(
                dispositif_id=programme.id,
                binome_id=programme.binomes[slot.binome],
                site_id=programme.sites[slot.site],
                jour=slot.jour,
                de=slot.de,
                a=slot.a,
                annule=slot.annule,
                motif=slot.motif,
                source=f"{source}:{rank}",
            )
        )
    tx.flush()


def _begun(
    tx: Tx, programme: Programme, binome_id: int, day: date, de: time
) -> Sequence[CreneauPrevu]:
    """The slots of one binôme that begin then: more than one when one was called off."""
    query = select(CreneauPrevu).where(
        CreneauPrevu.dispositif_id == programme.id,
        CreneauPrevu.jour == day,
        CreneauPrevu.binome_id == binome_id,
        CreneauPrevu.de == de,
    )
    return tx.scalars(query.order_by(CreneauPrevu.id)).all()


def _in_week(programme: Programme, semaine: Semaine) -> Iterator[ColumnElement[bool]]:
    yield CreneauPrevu.dispositif_id == programme.id
    yield CreneauPrevu.jour >= semaine.lundi
    yield CreneauPrevu.jour <= semaine.dimanche


def _read(
    tx: Tx, programme: Programme, first: date, last: date, binome: str | None
) -> Iterable[Any]:
    days = {"b_dispositif": programme.id, "b_first": first, "b_last": last}
    if binome is None:
        return _READ.all(tx, days)
    return _READ_OF.all(tx, days | {"b_binome": programme.binomes[binome]})


def slot_of(programme: Programme, row: CreneauPrevu) -> SlotPrevu:
    """A row of the planning, by slugs."""
    who, where = programme.binome_slugs[row.binome_id], programme.site_slugs[row.site_id]
    return SlotPrevu(who, where, row.jour, row.de, row.a, row.annule, row.motif)


def _slot(programme: Programme, row: Any) -> SlotPrevu:
    binome_id, site_id, *rest = row
    return SlotPrevu(programme.binome_slugs[binome_id], programme.site_slugs[site_id], *rest)


def _is_written(tx: Tx, programme: Programme, semaine: Semaine) -> bool:
    """Whether that week has rows: it does not follow the file any more."""
    week = {"b_dispositif": programme.id, "b_first": semaine.lundi, "b_last": semaine.dimanche}
    return _WRITTEN.first(tx, week) is not None


def _weeks(first: date, last: date) -> Iterator[Semaine]:
    week = Semaine.around(first)
    while week.lundi <= last:
        yield week
        week = week.shifted(1)
