"""Writing into the outbox: in the same transaction as what the message tells."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from typing import Any

from sqlalchemy import ColumnElement, case, delete, literal_column, update

from storage.db import Tx
from storage.models import Outbox
from storage.sql import insert_once


class Lane(IntEnum):
    """What goes first when everything is due."""

    ALERTE = 0
    PROMPT = 1
    DIGEST = 2


TODO, SENDING, SENT, RETRY, UNCERTAIN, DEAD = (
    "todo",
    "sending",
    "sent",
    "retry",
    "uncertain",
    "dead",
)


@dataclass(frozen=True, slots=True)
class Message:
    """What somebody must be told; `key` is unique for ever, so saying it twice sends it once."""

    key: str
    lane: Lane
    channel: str
    address: str
    content: dict[str, Any] = field(default_factory=dict)
    subject: str = ""
    not_before: datetime | None = None


def post(tx: Tx, now: datetime, *messages: Message) -> None:
    """Queue `messages`, in order; those whose key is already known are passed over."""
    insert_once(tx, Outbox, [_row(message, now) for message in messages])


def unsent(table: Any) -> ColumnElement[bool]:
    """Word for word the condition of the partial indexes, or SQLite would not use them."""
    states: list[ColumnElement[str]] = [
        literal_column(f"'{etat}'") for etat in (TODO, RETRY, UNCERTAIN, SENDING)
    ]
    known: ColumnElement[bool] = table.etat.in_(states)
    return known


def restate(tx: Tx, now: datetime, message: Message) -> None:
    """Queue the newest words on a subject: what has not left yet takes them, and nothing piles up.

    What waits leaves no later than it would have; what was refused for now keeps its pause.
    """
    same = update(Outbox).where(
        unsent(Outbox),
        Outbox.canal == message.channel,
        Outbox.adresse == message.address,
        Outbox.sujet == message.subject,
        Outbox.etat.in_((TODO, RETRY)),
    )
    due = message.not_before or now
    early = (Outbox.etat == TODO) & (Outbox.pas_avant > due)
    leaves = case((early, due), else_=Outbox.pas_avant)
    words = same.values(contenu=message.content, pas_avant=leaves)
    if tx.execute(words.returning(Outbox.id)).first() is None:
        post(tx, now, message)


def withdraw(tx: Tx, key: str) -> bool:
    """Forget a message that has not left, so that its key may serve again; False when it has."""
    waiting = delete(Outbox).where(Outbox.cle == key, Outbox.etat.in_((TODO, RETRY)))
    return tx.execute(waiting.returning(Outbox.id)).first() is not None


def forget(tx: Tx, prefix: str, before: datetime) -> None:
    """Erase what was posted before that instant under keys that begin so, sent or not."""
    tx.execute(delete(Outbox).where(Outbox.cle.startswith(prefix), Outbox.creee_le < before))


def _row(message: Message, now: datetime) -> dict[str, Any]:
    return {
        "cle": message.key,
        "lane": int(message.lane),
        "canal": message.channel,
        "adresse": message.address,
        "contenu": message.content,
        "sujet": message.subject,
        "etat": TODO,
        "essais": 0,
        "pas_avant": message.not_before or now,
        "creee_le": now,
    }
