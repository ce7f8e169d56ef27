"""What the clock does once for a period: claimed by one row, so a doubled tick is harmless."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from storage.db import Tx
from storage.models import Passage


def claim(tx: Tx, tache: str, periode: str, now: datetime) -> bool:
    """True for the first who does `tache` for `periode` (« 3:2026-11-17 »), False ever after."""
    mine = (Passage.tache == tache, Passage.periode == periode)
    if tx.execute(select(Passage.id).where(*mine)).first():
        return False
    tx.add(Passage(tache=tache, periode=periode, le=now))
    # A second process at this very instant fails here, on the unique key, and sends nothing.
    tx.flush()
    return True
