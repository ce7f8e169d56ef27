"""What was logged during one presence: the figures of its tally and of its summary."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, bindparam, func, select

from storage.machine.db import Tx
from storage.models import (
    Conflit,
    Presence,
    PresencePause,
    Rencontre,
    Signalement,
    Sollicitation,
)


@dataclass(frozen=True, slots=True)
class Tallies:
    """What was logged during one presence."""

    rencontres: int
    sollicitations: int
    conflits: int
    signalements: int
    pause: datetime | None
    """Since when it is interrupted, if it is."""


def _logged(table: Any, presence_id: ColumnElement[int]) -> ScalarSelect[int]:
    mine = select(func.count()).where(table.presence_id == presence_id)
    return mine.where(table.supprimee_le.is_(None)).scalar_subquery()


def _counts(presence_id: Any) -> Select[Any]:
    met = select(func.coalesce(func.sum(Rencontre.nombre), 0))
    reported = select(func.count()).where(Signalement.statut != "annule")
    return select(
        met.where(
            Rencontre.presence_id == presence_id, Rencontre.supprimee_le.is_(None)
        ).scalar_subquery(),
        _logged(Sollicitation, presence_id),
        _logged(Conflit, presence_id),
        reported.where(Signalement.presence_id == presence_id).scalar_subquery(),
        select(func.max(PresencePause.debut))
        .where(PresencePause.presence_id == presence_id, PresencePause.fin.is_(None))
        .scalar_subquery(),
    )


_TALLIES = _counts(bindparam("b_presence"))
_OF_EACH = (
    _counts(Presence.id)
    .add_columns(Presence.id)
    .where(Presence.id.in_(bindparam("b_presences", expanding=True)))
)


def tallies(tx: Tx, presence_id: int) -> Tallies:
    """All of them in one statement: the pinned tally asks for them at every turn."""
    tx.flush()
    return Tallies(*tx.connection().execute(_TALLIES, {"b_presence": presence_id}).one())


def tallies_of(tx: Tx, presences: Iterable[int]) -> dict[int, Tallies]:
    """Those of several presences, in one statement too."""
    tx.flush()
    rows = tx.connection().execute(_OF_EACH, {"b_presences": list(presences)})
    return {presence_id: Tallies(*counts) for *counts, presence_id in rows}
