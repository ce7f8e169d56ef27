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
    row = row_of(tx, table, row_id)
    return None if row is None else programme_of_row(tx, row)


def programme_of_row(tx: Tx, row: Any) -> int | None:
    """The same, of a row that was read."""
    found = whole(tx, row)
    return found.id if isinstance(found, DispositifRow) else getattr(found, "dispositif_id", None)


def whole(tx: Tx, row: Any) -> Any:
    """What names its programme: the row itself, or what it is a part of."""
    columns = inspect(type(row)).columns
    if isinstance(row, DispositifRow) or "dispositif_id" in columns:
        return row
    for name, parent in _PARENTS.items():
        above = tx.get(parent, getattr(row, name)) if name in columns else None
        if above is not None:
            return whole(tx, above)
    return row


def row_of(tx: Tx, table: str, row_id: int) -> Any | None:
    """The row of that table and number; None for no table, or no row."""
    models = {one.class_.__tablename__: one.class_ for one in Base.registry.mappers}
    return tx.get(models[table], row_id) if table in models else None
