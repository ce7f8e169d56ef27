"""What waits for a binôme when it takes its post."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from sqlalchemy import func, select

from bot.clock import PARIS, paris
from storage.machine.db import Tx
from storage.models import Relais


def relais_to_check(tx: Tx, binome_id: int, now: datetime) -> int:
    """How many relais are to be checked before the day ends in Paris (000 l.140)."""
    tomorrow = datetime.combine(paris(now).date() + timedelta(days=1), time(0), PARIS)
    waiting = select(func.count()).where(
        Relais.binome_id == binome_id,
        Relais.verifier_le < tomorrow,
        Relais.clos_le.is_(None),
        Relais.supprimee_le.is_(None),
    )
    return tx.execute(waiting).scalar_one()
