"""What must be looked at again: ends unsure, nobody met, planned days without a trace."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import bindparam, exists, func, select
from sqlalchemy.orm import aliased

from bot.clock import paris
from bot.domain.roles import Role
from storage import attendus, planning
from storage.machine.db import Tx
from storage.models import Audit, Personne, Presence, Rencontre
from storage.planning import SlotPrevu
from storage.work import Work

LOOKED_BACK: Final = timedelta(days=14)
NOBODY_MET: Final = "sans_rencontre"
"""The act by which a coordination says that a presence without anyone met is no omission."""
SOMEBODY_MET: Final = "annuler_sans_rencontre"
"""The act by which it takes that back."""


_MINE: Final = Presence.dispositif_id == bindparam("b_dispositif")
_RECENT: Final = (_MINE, Presence.supprimee_le.is_(None), Presence.debut >= bindparam("b_since"))
_UNSURE: Final = (
    select(Presence)
    .where(*_RECENT, Presence.fin.is_not(None), Presence.a_confirmer.is_(True))
    .order_by(Presence.debut)
)
_MET: Final = exists().where(
    Rencontre.presence_id == Presence.id,
    Rencontre.supprimee_le.is_(None),
    Rencontre.nombre > 0,
)
_LATER: Final = aliased(Audit)
_TAKEN_BACK: Final = exists().where(
    _LATER.objet == "presence",
    _LATER.objet_id == Presence.id,
    _LATER.acte == SOMEBODY_MET,
    _LATER.id > Audit.id,
)
_CONFIRMED: Final = exists().where(
    Audit.objet == "presence",
    Audit.objet_id == Presence.id,
    Audit.acte == NOBODY_MET,
    ~_TAKEN_BACK,
)
_EMPTY: Final = (
    select(Presence)
    .where(*_RECENT, Presence.fin.is_not(None), ~_MET, ~_CONFIRMED)
    .order_by(Presence.debut)
)


def unsure(tx: Tx, dispositif_id: int, now: datetime) -> list[Presence]:
    """Presences that the clock closed and nobody confirmed, oldest first."""
    asked = {"b_dispositif": dispositif_id, "b_since": now - LOOKED_BACK}
    return list(tx.scalars(_UNSURE, asked))


def without_rencontres(tx: Tx, dispositif_id: int, now: datetime) -> list[Presence]:
    """Presences ended without anyone counted, unless that was confirmed."""
    asked = {"b_dispositif": dispositif_id, "b_since": now - LOOKED_BACK}
    return list(tx.scalars(_EMPTY, asked))


def planned_without_entry(work: Work) -> list[SlotPrevu]:
    """Slots that are over, neither called off nor explained, for which nobody came.

    Nothing from before there was a team: a new installation owes no past.
    """
    began = _began(work)
    if began is None:
        return []
    first = max(paris(work.now - LOOKED_BACK), paris(began)).date()
    slots = planning.slots_between(work.tx, work.programme, first, paris(work.now).date())
    owed = {
        (work.programme.binomes[slot.binome], slot.placed()): slot
        for slot in slots
        if not slot.annule and not slot.motif and began < slot.bornes()[1] <= work.now
    }
    agenda = planning.by_day(work.programme, slots)
    return [owed[one] for one in attendus.uncovered(work, list(owed), agenda)]


def anybody_came(work: Work) -> bool:
    """Whether a presence was noted in these days."""
    some = select(Presence.id).where(*_RECENT).limit(1)
    asked = {"b_dispositif": work.programme.id, "b_since": work.now - LOOKED_BACK}
    return work.tx.execute(some, asked).first() is not None


def _began(work: Work) -> datetime | None:
    """When the first of the team was there; None as long as nobody is."""
    dispositif_id = work.programme.id
    came = select(func.min(Presence.debut)).where(Presence.dispositif_id == dispositif_id)
    joined = select(func.min(Personne.charte_le)).where(
        Personne.dispositif_id == dispositif_id, Personne.role == Role.MEDIATEUR
    )
    found = [work.tx.execute(query).scalar() for query in (came, joined)]
    return min((one for one in found if one is not None), default=None)
