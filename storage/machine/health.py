"""How the machinery is doing: what waits, and since when; nothing about the street."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from storage.machine.base import is_one_of
from storage.machine.db import Tx
from storage.machine.inbox import PENDING, QUARANTINED
from storage.machine.outbox import DEAD, RETRY, TODO, UNCERTAIN, unsent
from storage.machine.tables import Inbox, Outbox

_TO_HANDLE = (
    select(Inbox.etat, func.count())
    .where(Inbox.etat.in_((PENDING, QUARANTINED)))
    .group_by(Inbox.etat)
)
_TO_SEND = select(Outbox.etat, func.count()).where(unsent(Outbox)).group_by(Outbox.etat)
_LOST = select(func.count()).where(is_one_of(Outbox.etat, DEAD))


def probe(tx: Tx) -> dict[str, Any]:
    """Rows to handle, set aside, to send and given up; « ok » since the database answered.

    Asked every minute by who watches us: what is over, nearly all of it, is not counted.
    """
    inbox = {etat: number for etat, number in tx.execute(_TO_HANDLE)}
    outbox = {etat: number for etat, number in tx.execute(_TO_SEND)}
    return {
        "ok": True,
        "a_traiter": inbox.get(PENDING, 0),
        "en_quarantaine": inbox.get(QUARANTINED, 0),
        "a_envoyer": sum(outbox.get(etat, 0) for etat in (TODO, RETRY, UNCERTAIN)),
        "non_remis": tx.execute(_LOST).scalar_one(),
    }
