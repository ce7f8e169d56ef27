"""What must be looked at again: ends unsure, nobody met, planned days without a trace."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Final

from sqlalchemy import ColumnElement, exists, func, select

from bot.clock import PARIS, paris
from storage import planning
from storage.machine.db import Tx
from storage.models import Audit, Presence, Rencontre
from storage.planning import SlotPrevu
from storage.programme import Programme
from storage.work import Work

LOOKED_BACK: Final = timedelta(days=14)
NOBODY_MET: Final = "sans_rencontre"
"""The act by which a coordination says that a presence without anyone met is no omission."""


def unsure(tx: Tx, dispositif_id: int, now: datetime) -> list[Presence]:
    """Presences that the clock closed and nobody confirmed, oldest first."""
    query = select(Presence).where(
        *_recent(dispositif_id, now), Presence.fin.is_not(None), Presence.a_confirmer.is_(True)
    )
    return list(tx.scalars(query.order_by(Presence.debut)))


def without_rencontres(tx: Tx, dispositif_id: int, now: datetime) -> list[Presence]:
    """Presences ended without anyone counted, unless that was confirmed."""
    met = exists().where(
        Rencontre.presence_id == Presence.id,
        Rencontre.supprimee_le.is_(None),
        Rencontre.nombre > 0,
    )
    confirmed = exists().where(
        Audit.objet == "presence", Audit.objet_id == Presence.id, Audit.acte == NOBODY_MET
    )
    query = select(Presence).where(
        *_recent(dispositif_id, now), Presence.fin.is_not(None), ~met, ~confirmed
    )
    return list(tx.scalars(query.order_by(Presence.debut)))


def planned_without_entry(work: Work) -> list[SlotPrevu]:
    """Slots that are over, not cancelled, and on whose day the binôme noted no presence.

    Nothing before the first presence ever: a new installation owes no past.
    """
    first = select(func.min(Presence.debut)).where(Presence.dispositif_id == work.programme.id)
    began = work.tx.execute(first).scalar()
    if began is None:
        return []
    today = paris(work.now).date()
    since = max(paris(work.now - LOOKED_BACK).date(), paris(began).date())
    days = _days_with_entry(work.tx, work.programme, datetime.combine(since, time(0), PARIS))
    return [
        slot
        for slot in planning.slots_between(work.tx, work.programme, since, today)
        if not slot.annule
        and (work.programme.binomes[slot.binome], slot.jour) not in days
        and slot.bornes()[1] <= work.now
    ]


def _days_with_entry(tx: Tx, programme: Programme, since: datetime) -> set[tuple[int, object]]:
    query = select(Presence.binome_id, Presence.debut).where(
        Presence.dispositif_id == programme.id,
        Presence.supprimee_le.is_(None),
        Presence.debut >= since,
    )
    return {(binome_id, paris(debut).date()) for binome_id, debut in tx.execute(query)}


def _recent(dispositif_id: int, now: datetime) -> Iterator[ColumnElement[bool]]:
    yield Presence.dispositif_id == dispositif_id
    yield Presence.supprimee_le.is_(None)
    yield Presence.debut >= now - LOOKED_BACK
