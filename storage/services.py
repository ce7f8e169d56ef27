"""Services and the groups in which they read their alerts."""

from __future__ import annotations

from sqlalchemy import select

from storage.machine.db import Tx
from storage.models import ServiceRow


def dispositif_of_group(tx: Tx, chat_id: int) -> int | None:
    """The programme whose service registered this group, if any."""
    query = select(ServiceRow.dispositif_id).where(ServiceRow.groupe_telegram == chat_id)
    return tx.execute(query).scalar()
