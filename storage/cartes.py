"""What the card of a conversation shows of what it recorded."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from sqlalchemy import select

from storage.machine.db import Tx
from storage.models import Saisie

MOVED: Final = timedelta(days=7)
"""How far « Ma journée » may have moved the hour of one of them."""


def of_its_kind(tx: Tx, row: Saisie) -> list[Saisie]:
    """The entries of its kind that its conversation recorded and that stand, oldest first."""
    kind = type(row)
    moment, le = getattr(kind, kind.moment), getattr(row, kind.moment)
    mine = select(kind).where(
        kind.dispositif_id == row.dispositif_id,
        # No index knows conversations: those of its days are looked through.
        moment.between(le - MOVED, le + MOVED),
        kind.conversation_id == row.conversation_id,
        kind.alive(),
    )
    return list(tx.scalars(mine.order_by(kind.id)))
