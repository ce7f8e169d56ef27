"""What a binôme picks most: the order of its buttons once it has picked enough to tell."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from sqlalchemy import func, select

from storage.machine.db import Tx

ENOUGH: Final = 20
"""Entries before the order of the file gives way to the binôme's own (requirements §3.0)."""
LOOKED_AT: Final = 200


def most_picked(tx: Tx, column: Any, binome_id: int) -> list[str]:
    """Values of `column` (a mapped column of an entry), most used first; [] before 20 entries."""
    table = column.class_
    counted = (
        select(column, func.count())
        .where(table.binome_id == binome_id, table.alive(), column.is_not(None))
        .group_by(column)
        .order_by(func.count().desc(), column)
    )
    rows = tx.execute(counted).all()
    return [value for value, _times in rows] if sum(n for _value, n in rows) >= ENOUGH else []


def most_listed(tx: Tx, column: Any, binome_id: int) -> list[str]:
    """The same for a column that holds a list of slugs (« positifs »), over the last 200 rows."""
    table = column.class_
    query = (
        select(column)
        .where(table.binome_id == binome_id, table.alive())
        .order_by(table.id.desc())
        .limit(LOOKED_AT)
    )
    rows = list(tx.scalars(query))
    counts = Counter(slug for listed in rows for slug in listed)
    return [slug for slug, _times in counts.most_common()] if len(rows) >= ENOUGH else []
