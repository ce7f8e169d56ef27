"""Who did what to which row: a line appended, never edited, without any note text."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, Final

from sqlalchemy import func, select

from storage.machine.db import Tx
from storage.models import Audit

OBJECTIFS: Final = "changer_objectifs"
"""The deed of changing what an intervention is for: its detail says what it was for before."""

ANNULER_REPONSE: Final = "annuler_reponse"
"""The deed of taking back an answer to a préconisation."""


def changes(tx: Tx, table: Any, row_id: int, acte: str) -> list[tuple[datetime, str]]:
    """When that was done to one row, oldest first, and what was there before."""
    mine = select(Audit.le, Audit.detail).where(
        Audit.objet == table.__tablename__, Audit.objet_id == row_id, Audit.acte == acte
    )
    return [(le, detail) for le, detail in tx.execute(mine.order_by(Audit.id))]


def was_noted(tx: Tx, acte: str, detail: str) -> bool:
    """Whether that deed was noted with these very words."""
    query = select(Audit.id).where(Audit.acte == acte, Audit.detail == detail).limit(1)
    return tx.scalars(query).first() is not None


def last_by(tx: Tx, objet: str, acte: str, persons: Collection[int]) -> dict[int, datetime]:
    """By person, the last time that they did that deed to what no row keeps."""
    mine = select(Audit.personne_id, func.max(Audit.le)).where(
        Audit.objet == objet,
        Audit.objet_id.is_(None),
        Audit.acte == acte,
        Audit.personne_id.in_(list(persons)),
    )
    found = tx.execute(mine.group_by(Audit.personne_id))
    return {personne_id: le for personne_id, le in found if personne_id and le}


def note_each(
    tx: Tx, now: datetime, personne_id: int | None, acte: str, rows: Iterable[tuple[Any, str]]
) -> None:
    """The same deed of several rows, each with its detail, in one statement."""
    lines = (
        Audit(
            le=now,
            personne_id=personne_id,
            acte=acte,
            objet=row.__tablename__,
            objet_id=row.id,
            detail=detail,
        )
        for row, detail in rows
    )
    tx.add_all(lines)
    tx.flush()


def note(
    tx: Tx, now: datetime, personne_id: int | None, acte: str, row: Any, detail: str = ""
) -> None:
    """`row` was touched; personne_id is None for the clock, a form or the command line."""
    note_each(tx, now, personne_id, acte, [(row, detail)])
