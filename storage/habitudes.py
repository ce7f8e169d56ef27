"""What a binôme picks most: the order of its buttons once it has picked enough to tell."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import func, select

from storage.db import Tx

ENOUGH: Final = 20
"""Entries before the order of the file gives way to the binôme's own (requirements §3.0)."""


def most_picked(tx: Tx, column: Any, binome_id: int) -> list[str]:
    """Values of `column` (a mapped column of an entry), most used first; [] before 20 entries."""
    table = column.class_
    counted = (
        select(column, func.count())
        .where(table.binome_id == binome_id, table.supprimee_le.is_(None), column.is_not(None))
        .group_by(column)
        .order_by(func.count().desc(), column)
    )
    rows = tx.execute(counted).all()
    return [value for value, _times in rows] if sum(n for _value, n in rows) >= ENOUGH else []
