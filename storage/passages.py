"""What the clock does once: a deed and its period, claimed by whoever comes first."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from storage.db import Tx
from storage.models import Passage
from storage.sql import insert_once


def first(tx: Tx, tache: str, periode: str, now: datetime) -> bool:
    """Whether `tache` was not yet done for `periode`; it is from now on, in this transaction."""
    known = select(Passage.id).where(Passage.tache == tache, Passage.periode == periode)
    if tx.execute(known).first() is not None:
        return False
    insert_once(tx, Passage, [{"tache": tache, "periode": periode, "le": now}])
    return True
