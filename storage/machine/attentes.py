"""Conversations that waited for an answer longer than they may."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_, select

from storage.machine.base import is_one_of
from storage.machine.conversations import COLUMNS, OPEN, PARKED, TABLE, Talk, talk_of
from storage.machine.db import Tx


def of_flow(tx: Tx, flow: str, before: datetime, *, programme: int, most: int) -> list[Talk]:
    """Those of that flow which nobody touched since then, put aside or not; the first `most`."""
    query = (
        select(*COLUMNS)
        .where(
            is_one_of(TABLE.c.etat, OPEN, PARKED),
            TABLE.c.flow == flow,
            TABLE.c.touchee_le <= before,
            or_(TABLE.c.programme.is_(None), TABLE.c.programme == programme),
        )
        # In the order of the index of those that live: they are few, whatever the years.
        .order_by(TABLE.c.user_id)
        .limit(most)
    )
    return [talk_of(*tuple(row)) for row in tx.connection().execute(query)]
