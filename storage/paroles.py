"""Words about what was noted on some sites, once reread: the only ones that may leave (P7)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import select

from storage import notes
from storage.figures import Bornes
from storage.machine.db import Tx
from storage.models.saisies import SurPlace

R = TypeVar("R", bound=SurPlace)


def noted(tx: Tx, kind: type[R], sites: Sequence[int], bornes: Bornes) -> list[R]:
    """The entries of that kind there and then, the oldest first; those that stand."""
    here = select(kind).where(kind.site_id.in_(sites), kind.alive())
    query = here.where(kind.le >= bornes[0], kind.le < bornes[1])
    return list(tx.scalars(query.order_by(kind.le, kind.id)))


def validated(tx: Tx, kind: type[R], sites: Sequence[int], bornes: Bornes) -> list[tuple[R, str]]:
    """Those of which words were let leave, each with the newest of them."""
    rows = noted(tx, kind, sites, bornes)
    found = words(tx, rows)
    return [(row, found[row.id]) for row in rows if row.id in found]


def words(tx: Tx, rows: Sequence[SurPlace]) -> dict[int, str]:
    """By row, the newest words that were let leave about these entries of one kind."""
    if not rows:
        return {}
    return notes.validated_of(tx, rows[0].__tablename__, [row.id for row in rows])


def waiting(tx: Tx, kind: type[R], sites: Sequence[int], bornes: Bornes) -> int:
    """How many texts about them are still to be reread: no word of them."""
    ids = [row.id for row in noted(tx, kind, sites, bornes)]
    return notes.how_many_wait_about(tx, kind.__tablename__, ids)
