"""Services and the groups in which they read their alerts."""

from __future__ import annotations

from sqlalchemy import select

from storage.machine.db import Tx
from storage.models import ServiceRow


def of_group(tx: Tx, chat_id: int) -> list[ServiceRow]:
    """The services that read their alerts in this group, of every programme."""
    query = select(ServiceRow).where(ServiceRow.groupe_telegram == chat_id)
    return list(tx.scalars(query.order_by(ServiceRow.id)))


def dispositifs_of_group(tx: Tx, chat_id: int) -> list[int]:
    """The programmes whose services registered this group: none, one, or several."""
    return list(dict.fromkeys(one.dispositif_id for one in of_group(tx, chat_id)))
