"""Préconisations, those that wait for an answer, and the observations that support one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time

from sqlalchemy import select

from bot.clock import PARIS
from storage.machine.db import Tx
from storage.models import Observation, Preconisation


def get(tx: Tx, dispositif_id: int, preconisation_id: int) -> Preconisation | None:
    """The one of this programme that was not deleted."""
    found = select(Preconisation).where(
        Preconisation.id == preconisation_id,
        Preconisation.dispositif_id == dispositif_id,
        Preconisation.supprimee_le.is_(None),
    )
    return tx.scalars(found).first()


def in_states(
    tx: Tx, dispositif_id: int, statuts: Iterable[str], newest: int | None = None
) -> list[Preconisation]:
    """Those in one of `statuts`, oldest first; the `newest` so many, where that is given."""
    found = select(Preconisation).where(
        Preconisation.dispositif_id == dispositif_id,
        Preconisation.statut.in_(list(statuts)),
        Preconisation.supprimee_le.is_(None),
    )
    last = found.order_by(Preconisation.id.desc()).limit(newest)
    return list(tx.scalars(last))[::-1]


def since(tx: Tx, dispositif_id: int, first: date) -> list[Preconisation]:
    """Those proposed from that day on, oldest first."""
    found = select(Preconisation).where(
        Preconisation.dispositif_id == dispositif_id,
        Preconisation.le >= datetime.combine(first, time(0), PARIS),
        Preconisation.supprimee_le.is_(None),
    )
    return list(tx.scalars(found.order_by(Preconisation.le, Preconisation.id)))


def shows_misuse(tx: Tx, observations: Iterable[int]) -> bool:
    """Whether one of these observations, not deleted since, saw a misuse of the place."""
    found = select(Observation).where(
        Observation.id.in_(list(observations)), Observation.supprimee_le.is_(None)
    )
    return any(row.mesusages for row in tx.scalars(found))


def supporting(tx: Tx, site_id: int, since: datetime) -> list[int]:
    """Ids of the observations made on that site since then."""
    found = select(Observation.id).where(
        Observation.site_id == site_id,
        Observation.le >= since,
        Observation.supprimee_le.is_(None),
    )
    return list(tx.scalars(found.order_by(Observation.id)))
