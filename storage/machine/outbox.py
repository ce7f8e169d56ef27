"""Writing into the outbox: in the same transaction as what the message tells."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum
from functools import partial
from typing import Any, NamedTuple, cast

from sqlalchemy import (
    ColumnElement,
    Table,
    Text,
    and_,
    bindparam,
    case,
    delete,
    literal_column,
    or_,
    update,
)
from sqlalchemy import cast as cast_column

from storage.machine.db import Posted, Tx, insert_ignoring
from storage.machine.prepared import Prepared
from storage.machine.tables import Outbox


@dataclass(frozen=True, slots=True)
class Sujet:
    """A kind of thing that messages are about; declared once, by what it is about."""

    genre: str
    """The word written before the number: « alerte »."""

    def of(self, id: int) -> str:
        """The text kept with a message about the thing of that id: « alerte:12 »."""
        return f"{self.genre}:{id}"


def read_sujet(text: str) -> tuple[str, int] | None:
    """(genre, id) of « alerte:12 »; None for a message about nothing, or about no row's id."""
    genre, _, id = text.partition(":")
    return (genre, int(id)) if genre and id.isascii() and id.isdigit() else None


class Lane(IntEnum):
    """What goes first when everything is due."""

    ALERTE = 0
    PROMPT = 1
    DIGEST = 2


WORDS_KEPT = timedelta(days=30)
"""How long what was said stays readable in the database, to answer « je n'ai rien reçu »."""
TODO, SENDING, SENT, RETRY, UNCERTAIN, DEAD = (
    "todo",
    "sending",
    "sent",
    "retry",
    "uncertain",
    "dead",
)


class Destination(NamedTuple):
    """An address, and the channel on which it is one."""

    channel: str
    address: str


@dataclass(frozen=True, slots=True)
class Message:
    """What somebody must be told; `key` is unique for ever, so saying it twice sends it once."""

    key: str
    lane: Lane
    to: Destination
    content: dict[str, Any] = field(default_factory=dict)
    subject: str = ""
    not_before: datetime | None = None


def may_leave(tx: Tx, where: Posted) -> None:
    """A message that waits there was changed: it may leave sooner."""
    tx.posted[where] += 0


def unsent(table: Any) -> ColumnElement[bool]:
    """Word for word the condition of the partial indexes, or SQLite would not use them."""
    states: list[ColumnElement[str]] = [
        literal_column(f"'{etat}'") for etat in (TODO, RETRY, UNCERTAIN, SENDING)
    ]
    condition: ColumnElement[bool] = table.etat.in_(states)
    return condition


_OVER = Outbox.etat.in_((SENT, DEAD))
_PRIVATE = _OVER & (Outbox.lane != int(Lane.ALERTE))
_T = cast(Table, Outbox.__table__)
_COLUMNS = (
    "cle",
    "lane",
    "canal",
    "adresse",
    "contenu",
    "sujet",
    "etat",
    "essais",
    "pas_avant",
    "creee_le",
)
_POST = Prepared(partial(insert_ignoring, _T), int, _COLUMNS)
_DUE = bindparam("b_due", type_=_T.c.pas_avant.type)
_LATER = and_(_T.c.etat == TODO, _T.c.pas_avant > _DUE)
_RESTATE = Prepared(
    update(_T)
    .where(
        unsent(_T.c),
        _T.c.canal == bindparam("b_canal"),
        _T.c.adresse == bindparam("b_adresse"),
        _T.c.sujet == bindparam("b_sujet"),
        or_(_T.c.etat == TODO, _T.c.etat == RETRY),
    )
    .values(
        contenu=bindparam("b_contenu", type_=_T.c.contenu.type),
        pas_avant=case((_LATER, _DUE), else_=_T.c.pas_avant),
    )
    .returning(_T.c.id),
    int,
)


def post(tx: Tx, now: datetime, *messages: Message) -> None:
    """Queue `messages`, in order; those whose key is already known are passed over."""
    _POST.each(tx, [_row(message, now) for message in messages])
    tx.posted.update((*message.to, int(message.lane)) for message in messages)


def restate(tx: Tx, now: datetime, message: Message) -> bool:
    """Queue the newest words on a subject: what has not left yet takes them, and nothing piles up.

    What waits leaves no later than it would have; what was refused for now keeps its pause.
    True when `message` was queued, so that its key is taken.
    """
    words = {
        "b_canal": message.to.channel,
        "b_adresse": message.to.address,
        "b_sujet": message.subject,
        "b_contenu": message.content,
        "b_due": message.not_before or now,
    }
    if _RESTATE.first(tx, words) is not None:
        may_leave(tx, (*message.to, int(message.lane)))
        return False
    post(tx, now, message)
    return True


def withdraw(tx: Tx, key: str) -> bool:
    """Forget a message that has not left, so that its key may serve again; False when it has."""
    waiting = delete(Outbox).where(Outbox.cle == key, Outbox.etat.in_((TODO, RETRY)))
    return tx.execute(waiting.returning(Outbox.id)).first() is not None


def forget(tx: Tx, prefix: str, before: datetime) -> None:
    """Erase what was posted before that instant under keys that begin so, sent or not."""
    tx.execute(delete(Outbox).where(Outbox.cle.startswith(prefix), Outbox.creee_le < before))


def erase(tx: Tx, prefix: str) -> None:
    """What left under keys that begin so keeps neither its words nor its address.

    The rows stay: their keys keep anything from being said twice.
    """
    mine = Outbox.cle.startswith(prefix, autoescape=True)
    tx.execute(update(Outbox).where(mine, _OVER).values(contenu={}, adresse=""))


def blank_naming(tx: Tx, words: str) -> None:
    """What left and says `words` keeps nothing of what it said, alerts apart."""
    # JSON is kept in ASCII: « É » is written « \u00c9 » there.
    written = json.dumps(words)[1:-1]
    naming = cast_column(Outbox.contenu, Text).contains(written, autoescape=True)
    tx.execute(update(Outbox).where(_PRIVATE, naming).values(contenu={}))


def blank(tx: Tx, before: datetime) -> None:
    """What was posted before that instant, and is over, keeps nothing of what it said.

    Alerts apart: a card of theirs is rewritten, or followed by a photo, long after it left.
    """
    worded = cast_column(Outbox.contenu, Text) != "{}"
    tx.execute(update(Outbox).where(_PRIVATE, Outbox.creee_le < before, worded).values(contenu={}))


def silence(tx: Tx, address: str) -> None:
    """Withdraw everything that has not left for that address, on whatever channel."""
    tx.execute(delete(Outbox).where(Outbox.adresse == address, Outbox.etat.in_((TODO, RETRY))))


def _row(message: Message, now: datetime) -> dict[str, Any]:
    return {
        "cle": message.key,
        "lane": int(message.lane),
        "canal": message.to.channel,
        "adresse": message.to.address,
        "contenu": message.content,
        "sujet": message.subject,
        "etat": TODO,
        "essais": 0,
        "pas_avant": message.not_before or now,
        "creee_le": now,
    }
