"""What people say of due dates: done once, by whom and when, or without object, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, select

from bot.clock import paris
from storage.machine.db import Tx, insert_once
from storage.models import EcheanceDite, EcheanceFaite

Faite = tuple[int, str]
"""The row id of an intervention, and what was done of it (« compte-rendu »)."""


def done_on(tx: Tx, dispositif_id: int) -> Mapping[Faite, date]:
    """All that was ticked in the rows of interventions, each with its day in Paris."""
    mine = select(EcheanceFaite.intervention_id, EcheanceFaite.quoi, EcheanceFaite.faite_le).where(
        EcheanceFaite.dispositif_id == dispositif_id
    )
    return {(number, quoi): paris(le).date() for number, quoi, le in tx.execute(mine)}


@dataclass(frozen=True, slots=True)
class Dite:
    """What was said of a due date that no row of an intervention tells; `le` is of Paris."""

    le: date
    motif: str | None
    """Why it is without object; None when it is done."""


def said(tx: Tx, dispositif_id: int) -> Mapping[str, Dite]:
    """By the key of each due date."""
    mine = select(EcheanceDite.cle, EcheanceDite.le, EcheanceDite.motif).where(
        EcheanceDite.dispositif_id == dispositif_id
    )
    return {cle: Dite(paris(le).date(), motif) for cle, le, motif in tx.execute(mine)}


def say(
    tx: Tx,
    dispositif_id: int,
    cle: str,
    motif: str | None,
    now: datetime,
    personne_id: int | None,
) -> None:
    """Done, or without object for that reason, once: what was said first stands."""
    line = {
        "dispositif_id": dispositif_id,
        "cle": cle,
        "motif": motif,
        "le": now,
        "personne_id": personne_id,
    }
    insert_once(tx, EcheanceDite, [line])


def unsay(tx: Tx, dispositif_id: int, cle: str) -> bool:
    """Nothing is said of it any more; False when nothing was."""
    mine = select(EcheanceDite).where(
        EcheanceDite.dispositif_id == dispositif_id, EcheanceDite.cle == cle
    )
    row = tx.scalars(mine).first()
    if row is None:
        return False
    tx.delete(row)
    tx.flush()
    return True


def tick(tx: Tx, dispositif_id: int, what: Faite, now: datetime, personne_id: int | None) -> None:
    """Done, once: who ticks it again changes nothing."""
    intervention_id, quoi = what
    line = {
        "dispositif_id": dispositif_id,
        "intervention_id": intervention_id,
        "quoi": quoi,
        "faite_le": now,
        "personne_id": personne_id,
    }
    insert_once(tx, EcheanceFaite, [line])


def untick(tx: Tx, what: Faite) -> bool:
    """It is still to be done; False when it already was."""
    intervention_id, quoi = what
    row = select(EcheanceFaite.id).where(
        EcheanceFaite.intervention_id == intervention_id, EcheanceFaite.quoi == quoi
    )
    found = tx.execute(row).scalar()
    tx.execute(delete(EcheanceFaite).where(EcheanceFaite.id == found))
    return found is not None
