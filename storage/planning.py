"""The planned slots of a week: the file's by default, then those that the coordination moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, delete, func, select, update

from bot.clock import PARIS, paris
from bot.domain.semaine import JOURS, Semaine
from storage import retraits
from storage.machine.db import Tx
from storage.models import CreneauPrevu, Presence, PresenceSegment
from storage.programme import Programme


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


@dataclass(frozen=True, slots=True)
class Ecart:
    """One site over one week: minutes planned and done, and why slots were cancelled."""

    site: str
    prevues: int
    faites: int
    motifs: tuple[str, ...]


def week_slots(tx: Tx, programme: Programme, semaine: Semaine) -> list[SlotPrevu]:
    """Every slot of the week, cancelled ones too; without any row, those of the file (000 l.73).

    A site or a binôme that was retired is left out from then on, and stays in the weeks before.
    """
    rows = _rows(tx, programme, semaine)
    slots = [_slot(programme, row) for row in rows] if rows else file_slots(programme, semaine)
    here = _in_use(tx, programme, slots)
    return sorted(here, key=lambda slot: (slot.jour, slot.de, slot.binome))


def slots_of(tx: Tx, programme: Programme, binome_id: int | None, day: date) -> list[Slot]:
    """What the binôme is to do on `day` (Paris), earliest first; slots called off are left out."""
    return [
        Slot(slot.site, *slot.bornes(), slot.motif)
        for slot in week_slots(tx, programme, _week_of(day))
        if slot.jour == day and programme.binomes[slot.binome] == binome_id and not slot.annule
    ]


def note_reason(tx: Tx, programme: Programme, binome_id: int, slot: Slot, motif: str) -> None:
    """Keep why nobody came; a week that followed the file is first written down."""
    start = paris(slot.de)
    week = _week_of(start.date())
    _write_down(tx, programme, week, f"motif:{programme.id}:{week.label}")
    for row in _rows(tx, programme, week):
        same = (row.binome_id, row.jour, row.de) == (binome_id, start.date(), start.time())
        if same and row.site_id == programme.sites[slot.site]:
            row.motif = motif
    tx.flush()


def file_slots(programme: Programme, semaine: Semaine) -> list[SlotPrevu]:
    """The weekly planning of the file, laid over that week."""
    return [
        SlotPrevu(
            line.binome,
            line.site,
            semaine.lundi + timedelta(days=JOURS.index(line.jour)),
            line.de,
            line.a,
        )
        for line in programme.config.creneaux
    ]


def add_slot(tx: Tx, programme: Programme, slot: SlotPrevu, source: str) -> None:
    """One more slot; a week that followed the file is first written down, then changed."""
    _write_down(tx, programme, _week_of(slot.jour), source)
    _insert(tx, programme, [slot], f"{source}:ajout")


def cancel_slot(tx: Tx, programme: Programme, slot: SlotPrevu, motif: str, source: str) -> bool:
    """The slot will not take place, and why; False when it is not planned any more."""
    _write_down(tx, programme, _week_of(slot.jour), source)
    for row in _rows(tx, programme, _week_of(slot.jour)):
        same = (row.binome_id, row.jour, row.de) == (
            programme.binomes[slot.binome],
            slot.jour,
            slot.de,
        )
        if same and not row.annule:
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
    moved = _in_use(tx, programme, moved)
    if not moved:
        # A week without any row would follow the file again: its slots are called off instead.
        _write_down(tx, programme, week, source)
        called_off = update(CreneauPrevu).where(*_in_week(programme, week)).values(annule=True)
        tx.execute(called_off)
        return 0
    tx.execute(delete(CreneauPrevu).where(*_in_week(programme, week)))
    _insert(tx, programme, moved, f"{source}:copie")
    return len(moved)


def planned_and_done(tx: Tx, programme: Programme, semaine: Semaine) -> list[Ecart]:
    """Each site with something planned or done that week, in the order of the file (COO-3)."""
    slots = week_slots(tx, programme, semaine)
    done = _done(tx, programme, semaine)
    ecarts = [
        Ecart(
            site.slug,
            sum(slot.minutes for slot in slots if slot.site == site.slug),
            done.get(programme.sites[site.slug], 0),
            tuple(slot.motif for slot in slots if slot.site == site.slug and slot.motif),
        )
        for site in programme.config.sites
    ]
    return [ecart for ecart in ecarts if ecart.prevues or ecart.faites]


def _in_use(tx: Tx, programme: Programme, slots: Iterable[SlotPrevu]) -> list[SlotPrevu]:
    ends = retraits.of(tx, programme)
    return [slot for slot in slots if ends.leave_in(slot.binome, slot.site, slot.bornes()[0])]


def _done(tx: Tx, programme: Programme, semaine: Semaine) -> dict[int, int]:
    """Minutes of presence by site."""
    start, end = semaine.bornes()
    counted = (
        select(Presence.site_id, func.sum(PresenceSegment.minutes))
        .join(PresenceSegment, PresenceSegment.presence_id == Presence.id)
        .where(
            Presence.dispositif_id == programme.id,
            Presence.supprimee_le.is_(None),
            PresenceSegment.debut >= start,
            PresenceSegment.debut < end,
        )
        .group_by(Presence.site_id)
    )
    return {site_id: int(minutes) for site_id, minutes in tx.execute(counted)}


def _write_down(tx: Tx, programme: Programme, semaine: Semaine, source: str) -> None:
    if not _rows(tx, programme, semaine):
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


def _rows(tx: Tx, programme: Programme, semaine: Semaine) -> list[CreneauPrevu]:
    query = select(CreneauPrevu).where(*_in_week(programme, semaine)).order_by(CreneauPrevu.id)
    return list(tx.scalars(query))


def _in_week(programme: Programme, semaine: Semaine) -> Iterator[ColumnElement[bool]]:
    yield CreneauPrevu.dispositif_id == programme.id
    yield CreneauPrevu.jour >= semaine.lundi
    yield CreneauPrevu.jour <= semaine.dimanche


def _slot(programme: Programme, row: CreneauPrevu) -> SlotPrevu:
    binomes = {row_id: slug for slug, row_id in programme.binomes.items()}
    return SlotPrevu(
        binomes[row.binome_id],
        programme.site_slugs[row.site_id],
        row.jour,
        row.de,
        row.a,
        row.annule,
        row.motif,
    )


def _week_of(day: date) -> Semaine:
    return Semaine(day - timedelta(days=day.weekday()))
