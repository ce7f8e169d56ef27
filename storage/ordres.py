"""Agendas of meetings as they are kept: one row a meeting, once somebody changed something."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from storage.libre import RIEN, TexteVerifie
from storage.machine.db import Tx
from storage.models import Reunion
from storage.models.ordres import OrdreDuJour, PointOrdre

ECRIT = "t"
"""Begins the key of a point that somebody wrote."""


def of(tx: Tx, reunion_id: int) -> OrdreDuJour | None:
    return tx.scalars(select(OrdreDuJour).where(OrdreDuJour.reunion_id == reunion_id)).first()


def opened(tx: Tx, reunion: Reunion, points: list[str], now: datetime) -> OrdreDuJour:
    """The same, made now with these points."""
    row = of(tx, reunion.id)
    if row is None:
        row = OrdreDuJour(
            dispositif_id=reunion.dispositif_id,
            reunion_id=reunion.id,
            points=points,
            retires=[],
            arretes=[],
            texte=RIEN,
            le=now,
        )
        tx.add(row)
        tx.flush()
    return row


def ecrits(tx: Tx, ordre_id: int) -> dict[str, TexteVerifie]:
    """The points that somebody wrote in it, by key."""
    rows = tx.scalars(select(PointOrdre).where(PointOrdre.ordre_du_jour_id == ordre_id))
    return {f"{ECRIT}{row.id}": row.texte for row in rows}


def ecrit(tx: Tx, ordre_id: int, texte: TexteVerifie, now: datetime) -> str:
    """A point more, in these words; its key."""
    row = PointOrdre(ordre_du_jour_id=ordre_id, texte=texte, le=now)
    tx.add(row)
    tx.flush()
    return f"{ECRIT}{row.id}"
