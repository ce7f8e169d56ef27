"""What was lately said to somebody, by the numbers that Telegram gave to it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from storage.machine.db import Tx
from storage.machine.outbox import SENT
from storage.machine.tables import Outbox


def since(tx: Tx, address: str, moment: datetime) -> list[int]:
    """The messages sent there for the first time since then: a rewriting makes none younger."""
    first = (
        select(Outbox.message_id)
        .where(Outbox.adresse == address, Outbox.etat == SENT, Outbox.message_id.is_not(None))
        .group_by(Outbox.message_id)
        .having(func.min(Outbox.envoyee_le) >= moment)
    )
    return sorted(number for number in tx.scalars(first) if number is not None)
