"""The links to the calendar, as they stand."""

from __future__ import annotations

from sqlalchemy import select

from bot.domain.roles import Role
from storage.machine.db import Tx
from storage.models import Personne
from storage.models.calendrier import LienCalendrier


def of(tx: Tx, lien_id: int) -> LienCalendrier | None:
    return tx.get(LienCalendrier, lien_id)


def opens(tx: Tx, lien: LienCalendrier) -> bool:
    """Whether it still opens something: not taken back, nobody's who left the coordination."""
    if lien.retire_le is not None:
        return False
    if lien.personne_id is None:
        return True
    whose = tx.get_one(Personne, lien.personne_id)
    return whose.revoquee_le is None and whose.role == Role.COORDINATION


def living(tx: Tx, dispositif_id: int) -> list[LienCalendrier]:
    """Those that nobody took back, the oldest first."""
    found = select(LienCalendrier).where(
        LienCalendrier.dispositif_id == dispositif_id, LienCalendrier.retire_le.is_(None)
    )
    return list(tx.scalars(found.order_by(LienCalendrier.id)))
