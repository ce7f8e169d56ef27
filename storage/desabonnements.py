"""Who no longer wants the letter of a comité."""

from __future__ import annotations

from sqlalchemy import delete, func, select

from storage.machine.db import Tx
from storage.models import Desabonnement


def of(tx: Tx, dispositif_id: int, comite: str) -> set[str]:
    """Their addresses, in small letters."""
    left = select(func.lower(Desabonnement.adresse)).where(
        Desabonnement.dispositif_id == dispositif_id, Desabonnement.comite == comite
    )
    return set(tx.scalars(left))


def forget(tx: Tx, dispositif_id: int, comite: str, adresse: str) -> None:
    """That address wants it again."""
    mine = (
        Desabonnement.dispositif_id == dispositif_id,
        Desabonnement.comite == comite,
        func.lower(Desabonnement.adresse) == adresse.lower(),
    )
    tx.execute(delete(Desabonnement).where(*mine))
