"""The links to the dashboards, as they stand."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_, select

from bot.domain.bord import Audience
from bot.domain.roles import Role
from storage.machine.db import Tx
from storage.models import LienBord, Personne


def of(tx: Tx, lien_id: int) -> LienBord | None:
    return tx.get(LienBord, lien_id)


def opens(tx: Tx, lien: LienBord, now: datetime) -> bool:
    """Whether it still opens something: not taken back, not past its day, nobody's who left."""
    if lien.retire_le is not None or (lien.expire_le is not None and lien.expire_le < now):
        return False
    if lien.personne_id is None:
        return True
    whose = tx.get_one(Personne, lien.personne_id)
    return whose.revoquee_le is None and whose.role == Role.COORDINATION


def given(tx: Tx, dispositif_id: int, now: datetime) -> list[LienBord]:
    """Those that somebody else than the coordination may still open, the latest first."""
    found = select(LienBord).where(
        LienBord.dispositif_id == dispositif_id,
        LienBord.lecteur != Audience.COORDINATION,
        LienBord.retire_le.is_(None),
        or_(LienBord.expire_le.is_(None), LienBord.expire_le >= now),
    )
    return list(tx.scalars(found.order_by(LienBord.id.desc())))


def of_letters(tx: Tx, dispositif_id: int, comite: str) -> list[LienBord]:
    """Those that the letters of that comité carried and that open still, the latest first."""
    found = select(LienBord).where(
        LienBord.dispositif_id == dispositif_id,
        LienBord.comite == comite,
        LienBord.lettre.is_(True),
        LienBord.retire_le.is_(None),
    )
    return list(tx.scalars(found.order_by(LienBord.id.desc())))
