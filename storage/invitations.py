"""Invitations that wait for their answer: listed for the coordination, taken back, counted."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from storage.machine.db import Tx
from storage.models import Invitation


def waiting(tx: Tx, dispositif_id: int, now: datetime) -> list[Invitation]:
    """Neither used nor expired, oldest first."""
    query = select(Invitation).where(
        Invitation.dispositif_id == dispositif_id,
        Invitation.utilisee_le.is_(None),
        Invitation.expire_le > now,
    )
    return list(tx.scalars(query.order_by(Invitation.id)))


def unanswered(tx: Tx, dispositif_id: int, now: datetime) -> list[Invitation]:
    """Those whose account still waits to be let in although their life is over."""
    query = select(Invitation).where(
        Invitation.dispositif_id == dispositif_id,
        Invitation.demandee_par.is_not(None),
        Invitation.expire_le <= now,
    )
    return list(tx.scalars(query.order_by(Invitation.id)))


def at_the_door(tx: Tx, dispositif_id: int) -> list[Invitation]:
    """Those whose account waits to be let in, oldest first."""
    query = select(Invitation).where(
        Invitation.dispositif_id == dispositif_id, Invitation.demandee_par.is_not(None)
    )
    return list(tx.scalars(query.order_by(Invitation.id)))


def asked_by(tx: Tx, telegram_id: int) -> Invitation | None:
    """The one whose account waits to be let in, if it is that account."""
    query = select(Invitation).where(Invitation.demandee_par == telegram_id)
    return tx.scalars(query.order_by(Invitation.id.desc())).first()


def take_back(tx: Tx, invitation: Invitation, now: datetime) -> None:
    """Its code opens nothing any more."""
    invitation.expire_le = now
    tx.flush()
