"""Jobs done once for a period, however often and by however many clocks they are begun."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from storage.machine.db import Tx, insert_first
from storage.machine.tables import Passage


def claim(tx: Tx, tache: str, periode: str, now: datetime) -> bool:
    """True the first time that this job is asked for this period, False ever after."""
    return insert_first(tx, Passage, {"tache": tache, "periode": periode, "le": now})


def done(tx: Tx, tache: str, periode: str) -> bool:
    """Whether somebody claimed it."""
    query = select(Passage.id).where(Passage.tache == tache, Passage.periode == periode)
    return tx.execute(query).first() is not None
