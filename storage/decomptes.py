"""What was logged during one presence: the figures of its tally and of its summary."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, ScalarSelect, bindparam, func, select

from storage.machine.db import Tx
from storage.models import Conflit, Rencontre, Signalement, Sollicitation


@dataclass(frozen=True, slots=True)
class Tallies:
    """What was logged during one presence."""

    rencontres: int
    sollicitations: int
    conflits: int
    signalements: int


_PRESENCE: BindParameter[int] = bindparam("b_presence")


def _logged(table: Any) -> ScalarSelect[int]:
    mine = select(func.count()).where(table.presence_id == _PRESENCE)
    return mine.where(table.supprimee_le.is_(None)).scalar_subquery()


_TALLIES = select(
    select(func.coalesce(func.sum(Rencontre.nombre), 0))
    .where(Rencontre.presence_id == _PRESENCE, Rencontre.supprimee_le.is_(None))
    .scalar_subquery(),
    _logged(Sollicitation),
    _logged(Conflit),
    select(func.count())
    .where(Signalement.presence_id == _PRESENCE, Signalement.statut != "annule")
    .scalar_subquery(),
)


def tallies(tx: Tx, presence_id: int) -> Tallies:
    """Four counts in one statement: the pinned tally asks for them at every turn."""
    tx.flush()
    return Tallies(*tx.connection().execute(_TALLIES, {"b_presence": presence_id}).one())
