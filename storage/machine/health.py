"""How the machinery is doing: what waits, and since when; nothing about the street."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from storage.machine.db import Tx
from storage.machine.inbox import PENDING, QUARANTINED
from storage.machine.outbox import DEAD, RETRY, TODO, UNCERTAIN
from storage.machine.tables import Inbox, Outbox


def probe(tx: Tx) -> dict[str, Any]:
    """Rows to handle, set aside, to send and given up; « ok » since the database answered."""
    inbox = dict(_counts(tx, Inbox))
    outbox = dict(_counts(tx, Outbox))
    return {
        "ok": True,
        "a_traiter": inbox.get(PENDING, 0),
        "en_quarantaine": inbox.get(QUARANTINED, 0),
        "a_envoyer": sum(outbox.get(etat, 0) for etat in (TODO, RETRY, UNCERTAIN)),
        "non_remis": outbox.get(DEAD, 0),
    }


def _counts(tx: Tx, table: type[Inbox] | type[Outbox]) -> list[tuple[str, int]]:
    rows = tx.execute(select(table.etat, func.count()).group_by(table.etat))
    return [(etat, number) for etat, number in rows]
