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


def take_back(tx: Tx, invitation: Invitation, now: datetime) -> None:
    """Its code opens nothing any more."""
    invitation.expire_le = now
    tx.flush()
