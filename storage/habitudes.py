"""What a binôme picks most: the order of its buttons once it has picked enough to tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import select

from storage.machine.db import Tx

ENOUGH: Final = 20
"""Entries before the order of the file gives way to the binôme's own (requirements §3.0)."""
LOOKED_AT: Final = 200
"""Entries that tell a habit: the last ones, however many years there are before them."""


def most_picked(tx: Tx, column: Any, binome_id: int) -> list[str]:
    """Values of `column` (a mapped column of an entry), most used first; [] before 20 entries."""
    values = _lately(tx, column, binome_id)
    counts = Counter(values)
    return sorted(counts, key=lambda one: (-counts[one], one)) if len(values) >= ENOUGH else []


def most_listed(tx: Tx, column: Any, binome_id: int) -> list[str]:
    """The same for a column that holds a list of slugs (« positifs »)."""
    rows = _lately(tx, column, binome_id)
    counts = Counter(slug for listed in rows for slug in listed)
    return [slug for slug, _times in counts.most_common()] if len(rows) >= ENOUGH else []


def _lately(tx: Tx, column: Any, binome_id: int) -> Sequence[Any]:
    """What the binôme's last entries hold there, the newest first."""
    table = column.class_
    query = (
        select(column)
        .where(table.binome_id == binome_id, table.alive(), column.is_not(None))
        .order_by(table.id.desc())
        .limit(LOOKED_AT)
    )
    return tx.scalars(query).all()
