"""Jobs claimed once for a period: a doubled tick, or a second process, does nothing."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from storage.db import Tx
from storage.models import Passage
from storage.sql import insert_once


def claim(tx: Tx, tache: str, periode: str, now: datetime) -> bool:
    """True for the first who asks. Two processes at the same instant are told apart by what they
    post, whose key is unique too."""
    done = select(Passage.id).where(Passage.tache == tache, Passage.periode == periode)
    if tx.execute(done).first():
        return False
    insert_once(tx, Passage, [{"tache": tache, "periode": periode, "le": now}])
    return True
