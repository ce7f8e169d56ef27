"""How far each channel was heard: moved on in the transaction of what it gave."""

from __future__ import annotations

from sqlalchemy import select, update

from storage.machine.db import Tx, insert_once
from storage.machine.tables import Ecoute


def heard_to(tx: Tx, nom: str) -> str | None:
    """Where to go on; None for a channel that was never heard."""
    return tx.execute(select(Ecoute.suite).where(Ecoute.nom == nom)).scalar()


def move_on(tx: Tx, nom: str, suite: str) -> None:
    """All that it gave before `suite` is written down with this."""
    insert_once(tx, Ecoute, [{"nom": nom, "suite": suite}])
    tx.execute(update(Ecoute).where(Ecoute.nom == nom).values(suite=suite))
