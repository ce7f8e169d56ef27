"""Typed messages and the rows they became: editing the message corrects the rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select

from storage.machine.db import Tx
from storage.models import Dictee, Saisie


@dataclass(frozen=True, slots=True)
class Typed:
    """A message of a private chat, by whom, and in which conversation it was read."""

    chat_id: int
    message_id: int
    personne_id: int
    conversation_id: int | None


def keep(tx: Tx, typed: Typed, rows: Sequence[Saisie], now: datetime) -> None:
    """`rows` (flushed) come from that message, besides those that it already became."""
    objets = [name_of(row) for row in rows]
    dictee = of_message(tx, typed.chat_id, typed.message_id)
    if dictee is not None:
        dictee.objets = [*dictee.objets, *objets]
        return
    tx.add(Dictee(**asdict(typed), le=now, objets=objets))
    tx.flush()


def name_of(row: Saisie) -> list[object]:
    """A row as a dictée names it: ["rencontre", 12]."""
    return [row.__tablename__, row.id]


def objets_of(tx: Tx, conversation_id: int) -> list[tuple[str, int]]:
    """Everything that the messages read in that conversation became."""
    query = select(Dictee.objets).where(Dictee.conversation_id == conversation_id)
    found = tx.scalars(query.order_by(Dictee.id))
    return [(str(table), int(row_id)) for objets in found for table, row_id in objets]


def of_message(tx: Tx, chat_id: int, message_id: int) -> Dictee | None:
    """What that message became, if it was ever confirmed."""
    mine = (Dictee.chat_id == chat_id) & (Dictee.message_id == message_id)
    return tx.scalars(select(Dictee).where(mine)).first()


def last(tx: Tx, chat_id: int, since: datetime) -> Dictee | None:
    """The newest message of that chat, sent after `since`, that became rows."""
    mine = (Dictee.chat_id == chat_id) & (Dictee.le >= since)
    return tx.scalars(select(Dictee).where(mine).order_by(Dictee.id.desc()).limit(1)).first()
