"""What is wrong with the machine: noted when it begins, said once, and let go of at its end."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import delete, select

from storage.machine import passages
from storage.machine.db import Tx
from storage.machine.tables import TacheFaite

TASK: Final = "incident"
"""An open one is a passage whose period is its kind: two instances open it once."""


def opened(tx: Tx) -> dict[str, datetime]:
    """Since when each kind lasts; a handful of rows, however old the base is."""
    found = select(TacheFaite.periode, TacheFaite.le).where(TacheFaite.tache == TASK)
    return {genre: since for genre, since in tx.execute(found)}


def begin(tx: Tx, genre: str, now: datetime) -> bool:
    """False when it is known already."""
    return passages.claim(tx, TASK, genre, now)


def end(tx: Tx, genre: str) -> datetime | None:
    """Since when it lasted; None when it was not open, or somebody else just ended it."""
    ended = delete(TacheFaite).where(TacheFaite.tache == TASK, TacheFaite.periode == genre)
    return tx.execute(ended.returning(TacheFaite.le)).scalar()
