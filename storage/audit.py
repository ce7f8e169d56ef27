"""Who did what to which row: a line appended, never edited, without any note text."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from storage.machine.db import Tx
from storage.models import Audit


def note(
    tx: Tx, now: datetime, personne_id: int | None, acte: str, row: Any, detail: str = ""
) -> None:
    """`row` was touched; personne_id is None for the clock, a form or the command line."""
    line = Audit(
        le=now,
        personne_id=personne_id,
        acte=acte,
        objet=row.__tablename__,
        objet_id=row.id,
        detail=detail,
    )
    tx.add(line)
    tx.flush()
