"""Difficulties that the team met, as the coordination reads them."""

from __future__ import annotations

from datetime import date, datetime, time

from sqlalchemy import select

from bot.clock import PARIS
from storage.machine.db import Tx
from storage.models import Difficulte


def since(tx: Tx, dispositif_id: int, first: date) -> list[Difficulte]:
    """Those noted from that day on and not deleted, oldest first."""
    found = select(Difficulte).where(
        Difficulte.dispositif_id == dispositif_id,
        Difficulte.le >= datetime.combine(first, time(0), PARIS),
        Difficulte.supprimee_le.is_(None),
    )
    return list(tx.scalars(found.order_by(Difficulte.le, Difficulte.id)))
