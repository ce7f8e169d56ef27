"""What is due after an intervention: ticked once, by whom and when, or still to be done."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select

from storage.machine.db import Tx, insert_once
from storage.models import EcheanceFaite

Faite = tuple[int, str]
"""The row id of an intervention, and what was done of it (« compte-rendu »)."""


def done(tx: Tx, dispositif_id: int) -> set[Faite]:
    """All that was ticked."""
    mine = select(EcheanceFaite.intervention_id, EcheanceFaite.quoi).where(
        EcheanceFaite.dispositif_id == dispositif_id
    )
    return {(intervention_id, quoi) for intervention_id, quoi in tx.execute(mine)}


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
