"""A day that is over, in three numbers."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import BindParameter, bindparam, func, select

from bot.clock import PARIS
from storage.machine.db import Tx
from storage.models import Presence, Rencontre, Signalement


class JourPasse(NamedTuple):
    """`presences` are those that began that day; `rencontres`, exchanges and not persons."""

    presences: int
    rencontres: int
    signalements: int


_FROM: BindParameter[Any] = bindparam("b_from")
_BEFORE: BindParameter[Any] = bindparam("b_before")
_MINE: BindParameter[int] = bindparam("b_dispositif")
_COUNTS: Final = select(
    select(func.count())
    .where(
        Presence.dispositif_id == _MINE,
        Presence.debut >= _FROM,
        Presence.debut < _BEFORE,
        Presence.alive(),
    )
    .scalar_subquery(),
    select(func.coalesce(func.sum(Rencontre.nombre), 0))
    .where(
        Rencontre.dispositif_id == _MINE,
        Rencontre.le >= _FROM,
        Rencontre.le < _BEFORE,
        Rencontre.alive(),
    )
    .scalar_subquery(),
    select(func.count())
    .where(
        Signalement.dispositif_id == _MINE,
        Signalement.emis_le >= _FROM,
        Signalement.emis_le < _BEFORE,
        Signalement.alive(),
    )
    .scalar_subquery(),
)


def counts(tx: Tx, dispositif_id: int, day: date) -> JourPasse:
    """From midnight to midnight in Paris."""
    begins, ends = (datetime.combine(one, time(), PARIS) for one in (day, day + timedelta(days=1)))
    asked = {"b_dispositif": dispositif_id, "b_from": begins, "b_before": ends}
    return JourPasse(*tx.execute(_COUNTS, asked).one())
