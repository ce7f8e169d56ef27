"""A Telegram account that is in several programmes: who it is in each, and where it speaks."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import func, inspect, select

from storage.machine.db import Tx
from storage.models import Base, DispositifRow, DossierMediation, Personne, Presence, Signalement

NEVER: Final = datetime.min.replace(tzinfo=UTC)
_SHARED: Final = "shared accounts"
_PARENTS: Final[dict[str, type[Base]]] = {
    "dossier_id": DossierMediation,
    "presence_id": Presence,
    "signalement_id": Signalement,
}
"""What a row that names no programme is a part of."""


def rows_of(tx: Tx, telegram_id: int) -> list[Personne]:
    """Who that account is, a row a programme: where it chose to speak comes first."""
    query = select(Personne).where(
        Personne.telegram_id == telegram_id, Personne.revoquee_le.is_(None)
    )
    rows = tx.scalars(query.order_by(Personne.id)).all()
    return sorted(rows, key=lambda one: one.choisie_le or NEVER, reverse=True)


def shared(tx: Tx) -> frozenset[int]:
    """Accounts of more than one programme, read once for a transaction."""
    if _SHARED not in tx.info:
        several = (
            select(Personne.telegram_id)
            .where(Personne.revoquee_le.is_(None))
            .group_by(Personne.telegram_id)
            .having(func.count() > 1)
        )
        tx.info[_SHARED] = frozenset(tx.execute(several).scalars())
    accounts: frozenset[int] = tx.info[_SHARED]
    return accounts


def choose(tx: Tx, person: Personne, now: datetime) -> None:
    """That account speaks in that programme from now on, and in no other."""
    for one in rows_of(tx, person.telegram_id):
        one.choisie_le = now if one.id == person.id else None
    tx.flush()


def unchoose(tx: Tx, telegram_id: int) -> None:
    """It is in one programme more, or one less: it is asked which, at its next word."""
    for one in rows_of(tx, telegram_id):
        one.choisie_le = None
    tx.flush()
    tx.info.pop(_SHARED, None)


def programme_of(tx: Tx, table: str, row_id: int) -> int | None:
    """The programme that this row is of, or the one that it is a part of; None for no row."""
    models = {one.class_.__tablename__: one.class_ for one in Base.registry.mappers}
    row: Any = tx.get(models[table], row_id)
    if row is None or isinstance(row, DispositifRow):
        return row.id if row else None
    columns = inspect(type(row)).columns
    if "dispositif_id" in columns:
        return int(row.dispositif_id)
    for name, parent in _PARENTS.items():
        if name in columns:
            return programme_of(tx, parent.__tablename__, getattr(row, name))
    return None
