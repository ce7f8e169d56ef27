"""The planned slots of a day: dated rows where the week has any, else the file (000 l.73)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from bot.clock import PARIS, paris
from bot.domain.semaine import JOURS
from storage.db import Tx
from storage.models import CreneauPrevu
from storage.programme import Programme
from storage.sql import insert_once


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot on a given day: the slug of its site, `de` and `a` as instants."""

    site: str
    de: datetime
    a: datetime
    motif: str | None = None


def slots_of(tx: Tx, programme: Programme, binome_id: int | None, day: date) -> list[Slot]:
    """What the binôme is to do on `day` (Paris), earliest first; slots called off are left out.

    A week with dated rows follows them alone; any other week follows the file's `creneaux`.
    """
    dated = _week(tx, programme, binome_id, day)
    found = (
        [_dated(programme, row) for row in dated if row.jour == day and not row.annule]
        if dated
        else _weekly(programme, binome_id, day)
    )
    return sorted(found, key=lambda slot: slot.de)


def note_reason(tx: Tx, programme: Programme, binome_id: int, slot: Slot, motif: str) -> None:
    """Keep why nobody came: the whole week gets dated rows, or its other slots would vanish."""
    day = paris(slot.de).date()
    if not _week(tx, programme, binome_id, day):
        monday = day - timedelta(days=day.weekday())
        days = [monday + timedelta(days=n) for n in range(7)]
        planned = [one for each in days for one in _weekly(programme, binome_id, each)]
        insert_once(tx, CreneauPrevu, [_row(programme, binome_id, one) for one in planned])
    for row in _week(tx, programme, binome_id, day):
        if _dated(programme, row).de == slot.de and row.site_id == programme.sites[slot.site]:
            row.motif = motif


def _week(tx: Tx, programme: Programme, binome_id: int | None, day: date) -> list[CreneauPrevu]:
    monday = day - timedelta(days=day.weekday())
    found = select(CreneauPrevu).where(
        CreneauPrevu.dispositif_id == programme.id,
        CreneauPrevu.binome_id == binome_id,
        CreneauPrevu.jour.between(monday, monday + timedelta(days=6)),
    )
    return list(tx.scalars(found.order_by(CreneauPrevu.id)))


def _weekly(programme: Programme, binome_id: int | None, day: date) -> list[Slot]:
    return [
        _slot(line.site, day, line.de, line.a)
        for line in programme.config.creneaux
        if programme.binomes[line.binome] == binome_id and JOURS[day.weekday()] == line.jour
    ]


def _dated(programme: Programme, row: CreneauPrevu) -> Slot:
    return _slot(programme.site_slugs[row.site_id], row.jour, row.de, row.a, row.motif)


def _slot(site: str, day: date, de: time, a: time, motif: str | None = None) -> Slot:
    """An end not after the start is on the next day."""
    end_day = day if a > de else day + timedelta(days=1)
    start = datetime.combine(day, de, PARIS)
    return Slot(site, start, datetime.combine(end_day, a, PARIS), motif)


def _row(programme: Programme, binome_id: int, slot: Slot) -> dict[str, object]:
    start, end = paris(slot.de), paris(slot.a)
    return {
        "dispositif_id": programme.id,
        "binome_id": binome_id,
        "site_id": programme.sites[slot.site],
        "jour": start.date(),
        "de": start.time(),
        "a": end.time(),
        "annule": False,
        "source": f"hebdo:{binome_id}:{start:%Y-%m-%dT%H:%M}:{slot.site}",
    }
