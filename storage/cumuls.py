"""Time worked since the beginning: added up once a day, for nobody is to read ten years."""

from __future__ import annotations

from datetime import date
from typing import Final, cast

from sqlalchemy import Table, bindparam, delete, func, insert, select

from bot.clock import paris
from bot.domain.temps import TempsDeTravail
from storage import temps
from storage.machine.db import Tx
from storage.models import HorsTerrain, Presence, TempsCumule
from storage.temps import ParBinome

BEFORE_ALL: Final = date(1970, 1, 1)
_T = cast(Table, TempsCumule.__table__)
_KNOWN = select(_T.c.binome_id, _T.c.avant, _T.c.presence, _T.c.hors_terrain).where(
    _T.c.dispositif_id == bindparam("b_dispositif")
)


def since_the_beginning(tx: Tx, dispositif_id: int) -> ParBinome:
    """Each binôme's whole time: what was added up, and what came since.

    What is changed in a month that is over counts from the next day on.
    """
    return until(tx, dispositif_id, temps.FOREVER)


def until(tx: Tx, dispositif_id: int, before: date) -> ParBinome:
    """Each binôme's time from the beginning up to that day: as a week that is over told it."""
    rows = tx.execute(_KNOWN, {"b_dispositif": dispositif_id}).all()
    known = {row.binome_id: TempsDeTravail(row.presence, row.hors_terrain) for row in rows}
    first = rows[0].avant if rows else BEFORE_ALL
    if before >= first:
        return added(known, temps.of_binomes(tx, dispositif_id, first, before))
    since = temps.of_binomes(tx, dispositif_id, before, first)
    undone = {
        binome_id: TempsDeTravail(-one.presence, -one.hors_terrain)
        for binome_id, one in since.items()
    }
    return added(known, undone)


def added(one: ParBinome, other: ParBinome) -> ParBinome:
    """Both together."""
    nothing = TempsDeTravail()
    return {
        binome_id: temps.together((one.get(binome_id, nothing), other.get(binome_id, nothing)))
        for binome_id in one.keys() | other.keys()
    }


def keep(tx: Tx, dispositif_id: int, before: date, totals: ParBinome) -> None:
    """From now on these are the totals of all that came before that day."""
    tx.connection().execute(delete(_T).where(_T.c.dispositif_id == dispositif_id))
    rows = [
        {
            "dispositif_id": dispositif_id,
            "binome_id": binome_id,
            "avant": before,
            "presence": one.presence,
            "hors_terrain": one.hors_terrain,
        }
        for binome_id, one in totals.items()
    ]
    if rows:
        tx.connection().execute(insert(_T), rows)


def first_month(tx: Tx, dispositif_id: int) -> date | None:
    """The first day of the month in which time began to be noted; None before that."""
    came = select(func.min(Presence.debut)).where(Presence.dispositif_id == dispositif_id)
    noted = select(func.min(HorsTerrain.jour)).where(HorsTerrain.dispositif_id == dispositif_id)
    debut, jour = tx.execute(came).scalar(), tx.execute(noted).scalar()
    days = [day for day in (debut and paris(debut).date(), jour) if day]
    return min(days).replace(day=1) if days else None
