"""What became of signalements, for the mediators to tell the habitants (001 l.90)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select

from bot.domain.signalement import Statut
from storage.db import Tx
from storage.models import RetourDonne, Signalement, SignalementActe
from storage.sql import insert_first

ANSWERED: Final = (Statut.VERIFIE, Statut.REORIENTE)
"""What a habitant may be told for sure: mended and seen, or handed on to another service."""
RECENT: Final = timedelta(days=60)
"""Older news is nobody's news any more (proposed)."""


@dataclass(frozen=True, slots=True)
class Retour:
    """One thing to tell: the signalement, and since when it stands so."""

    signalement: Signalement
    le: datetime


def due(tx: Tx, site_id: int, now: datetime) -> list[Retour]:
    """News of a site that nobody told the habitants yet, oldest first.

    What was told when it was handed on is news again once it is mended.
    """
    latest = func.max(SignalementActe.le)
    found = (
        select(Signalement, latest)
        .join(SignalementActe, SignalementActe.signalement_id == Signalement.id)
        .outerjoin(RetourDonne, RetourDonne.signalement_id == Signalement.id)
        .where(
            Signalement.site_id == site_id,
            Signalement.statut.in_(ANSWERED),
            SignalementActe.vers == Signalement.statut,
            SignalementActe.de != Signalement.statut,
        )
        .group_by(Signalement.id, RetourDonne.le)
        .having((latest > now - RECENT) & (RetourDonne.le.is_(None) | (latest > RetourDonne.le)))
        .order_by(latest, Signalement.id)
    )
    return [Retour(row, le) for row, le in tx.execute(found)]


def give(tx: Tx, signalement_id: int, personne_id: int, now: datetime) -> None:
    """It was told to the habitants, now."""
    row = {"signalement_id": signalement_id, "personne_id": personne_id, "le": now}
    if not insert_first(tx, RetourDonne, row):
        known = select(RetourDonne).where(RetourDonne.signalement_id == signalement_id)
        told = tx.scalars(known).one()
        told.le, told.personne_id = now, personne_id
