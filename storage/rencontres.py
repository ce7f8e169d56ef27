"""People met: counted tap by tap, in the period of the tap."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update

from storage.db import Tx
from storage.models import Rencontre


@dataclass(frozen=True, slots=True)
class Met:
    """Where and by whom people are being counted; `tranche` is the period of `le`."""

    dispositif_id: int
    site_id: int
    presence_id: int | None
    binome_id: int
    auteur_id: int
    conversation_id: int | None
    le: datetime
    tranche: str
    source: str


def add(tx: Tx, met: Met, counts: Mapping[str, int]) -> None:
    """One row for each public counted; the update's key makes a replay impossible."""
    for public, nombre in counts.items():
        tx.add(
            Rencontre(
                dispositif_id=met.dispositif_id,
                site_id=met.site_id,
                presence_id=met.presence_id,
                binome_id=met.binome_id,
                auteur_id=met.auteur_id,
                conversation_id=met.conversation_id,
                public=public,
                nombre=nombre,
                le=met.le,
                tranche=met.tranche,
                source=f"{met.source}:{public}",
            )
        )


def count(tx: Tx, met: Met, public: str, nombre: int) -> None:
    """Add `nombre` to the conversation's row for this public and period, or begin one."""
    grown = (
        update(Rencontre)
        .where(
            Rencontre.conversation_id == met.conversation_id,
            Rencontre.public == public,
            Rencontre.tranche == met.tranche,
            Rencontre.presence_id == met.presence_id,
            Rencontre.supprimee_le.is_(None),
        )
        .values(nombre=Rencontre.nombre + nombre)
        .returning(Rencontre.id)
    )
    if tx.execute(grown).first() is None:
        add(tx, met, {public: nombre})


def uncount(tx: Tx, conversation_id: int, public: str) -> None:
    """Take one back from the conversation's newest row for this public that still has any."""
    newest = (
        select(Rencontre.id)
        .where(
            Rencontre.conversation_id == conversation_id,
            Rencontre.public == public,
            Rencontre.nombre > 0,
            Rencontre.supprimee_le.is_(None),
        )
        .order_by(Rencontre.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    lowered = update(Rencontre).where(Rencontre.id == newest)
    tx.execute(lowered.values(nombre=Rencontre.nombre - 1))


def note_first_time(tx: Tx, conversation_id: int, percent: int) -> None:
    """What share of the conversation's encounters was with people met for the first time."""
    mine = update(Rencontre).where(Rencontre.conversation_id == conversation_id)
    tx.execute(mine.values(premiere_fois=percent))


def total(tx: Tx, *, presence_id: int | None = None, conversation_id: int | None = None) -> int:
    """Everyone counted during a presence, or in one conversation."""
    mine = (
        Rencontre.presence_id == presence_id
        if presence_id is not None
        else Rencontre.conversation_id == conversation_id
    )
    summed = select(func.coalesce(func.sum(Rencontre.nombre), 0))
    return tx.execute(summed.where(mine, Rencontre.supprimee_le.is_(None))).scalar_one()
