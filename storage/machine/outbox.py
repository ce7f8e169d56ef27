"""Writing into the outbox: in the same transaction as what the message tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from functools import partial
from typing import Any, Final, NamedTuple, cast

from sqlalchemy import (
    ColumnElement,
    Table,
    and_,
    bindparam,
    case,
    delete,
    select,
    update,
)

from storage.machine.base import is_one_of
from storage.machine.db import Posted, Tx, insert_ignoring
from storage.machine.prepared import Prepared
from storage.machine.tables import CleSortie, Effacement, Outbox


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
    ORNEMENT = 3
    """A pin, the list of commands, a message that goes: it waits for what was said before it, and
    holds nothing back. It may fail, and nobody is told."""


PASSING: Final = ("tg:", "n°")
"""How keys that never come again begin: nothing remembers them once their message left.

Telegram delivers an update again for a day; what is numbered by its own row counts on.
"""
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
    """What somebody must be told; `key` is unique for ever, so saying it twice sends it once.

    forget_on: from then on neither message nor key is kept, whether it left or not.
    """

    key: str
    lane: Lane
    to: Destination
    content: dict[str, Any] = field(default_factory=dict)
    subject: str = ""
    not_before: datetime | None = None
    forget_on: datetime | None = None


def numbered(key: str) -> str:
    """That key, for a message that its own row numbers: none comes twice."""
    return f"n°{key}"


def may_leave(tx: Tx, where: Posted) -> None:
    """A message that waits there was changed: it may leave sooner."""
    tx.posted[where] += 0


def unsent(table: Any) -> ColumnElement[bool]:
    """What has not left, or may not have: the condition of the partial indexes."""
    return is_one_of(table.etat, TODO, RETRY, UNCERTAIN, SENDING)


_KNOWN = select(CleSortie.cle).where(CleSortie.cle.in_(bindparam("b_cles", expanding=True)))
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
    "oublier_le",
)
_POST = Prepared(partial(insert_ignoring, _T), int, _COLUMNS)
_DUE = bindparam("b_due", type_=_T.c.pas_avant.type)
_LATER = and_(_T.c.etat == TODO, _T.c.pas_avant > _DUE)
_NEWEST_WORDS = update(_T).values(
    contenu=bindparam("b_contenu", type_=_T.c.contenu.type),
    pas_avant=case((_LATER, _DUE), else_=_T.c.pas_avant),
)
_STILL_HERE = and_(unsent(_T.c), is_one_of(_T.c.etat, TODO, RETRY))
_RESTATE = Prepared(
    _NEWEST_WORDS.where(
        _STILL_HERE,
        _T.c.canal == bindparam("b_canal"),
        _T.c.adresse == bindparam("b_adresse"),
        _T.c.sujet == bindparam("b_sujet"),
    ).returning(_T.c.id),
    int,
)
_REWORD = Prepared(_NEWEST_WORDS.where(_T.c.id == bindparam("b_id")), int)
# What a sender is taking just now is passed over: it cannot be reworded any more.
_WAITING = (
    select(_T.c.id, _T.c.canal, _T.c.adresse, _T.c.sujet)
    .where(
        _STILL_HERE,
        _T.c.canal.in_(bindparam("b_canaux", expanding=True)),
        _T.c.adresse.in_(bindparam("b_adresses", expanding=True)),
        _T.c.sujet.in_(bindparam("b_sujets", expanding=True)),
    )
    .with_for_update(skip_locked=True)
)


def post(tx: Tx, now: datetime, *messages: Message) -> None:
    """Queue `messages`, in order; those whose key is already known are passed over."""
    gone = _gone(tx, [one.key for one in messages if not one.key.startswith(PASSING)])
    _POST.each(tx, [_row(one, now) for one in messages if one.key not in gone])
    tx.posted.update((*message.to, int(message.lane)) for message in messages)


def _gone(tx: Tx, keys: list[str]) -> set[str]:
    """Those under which a message left long ago."""
    known = tx.connection().execute(_KNOWN, {"b_cles": keys}).scalars() if keys else ()
    return set(known)


def restate(tx: Tx, now: datetime, message: Message) -> bool:
    """Queue the newest words on a subject: what has not left yet takes them, and nothing piles up.

    True when `message` was queued, so that its key is taken.
    """
    if reword(tx, now, message):
        return False
    post(tx, now, message)
    return True


def reword(tx: Tx, now: datetime, message: Message) -> bool:
    """What waits to leave on that subject takes the words of `message`; False when nothing does.

    It leaves no later than it would have; what was refused for now keeps its pause.
    """
    words = {
        "b_canal": message.to.channel,
        "b_adresse": message.to.address,
        "b_sujet": message.subject,
        "b_contenu": message.content,
        "b_due": message.not_before or now,
    }
    if _RESTATE.first(tx, words) is None:
        return False
    may_leave(tx, (*message.to, int(message.lane)))
    return True


def restate_all(tx: Tx, now: datetime, messages: Sequence[Message]) -> set[str]:
    """The same for several at once, about as many subjects; the keys of those that were queued."""
    waiting = _waiting(tx, messages) if messages else {}
    old = [one for one in messages if (*one.to, one.subject) in waiting]
    _REWORD.each(
        tx,
        [
            {"b_id": row_id, "b_contenu": one.content, "b_due": one.not_before or now}
            for one in old
            for row_id in waiting[(*one.to, one.subject)]
        ],
    )
    for one in old:
        may_leave(tx, (*one.to, int(one.lane)))
    fresh = [one for one in messages if one not in old]
    post(tx, now, *fresh)
    return {one.key for one in fresh}


def _waiting(tx: Tx, messages: Sequence[Message]) -> dict[tuple[str, str, str], list[int]]:
    """By channel, address and subject, what has not left of theirs."""
    asked = {
        "b_canaux": {one.to.channel for one in messages},
        "b_adresses": {one.to.address for one in messages},
        "b_sujets": {one.subject for one in messages},
    }
    waiting: dict[tuple[str, str, str], list[int]] = {}
    for row_id, canal, adresse, sujet in tx.connection().execute(_WAITING, asked):
        waiting.setdefault((canal, adresse, sujet), []).append(row_id)
    return waiting


def change_unsent(tx: Tx, which: ColumnElement[bool], values: Mapping[str, Any]) -> bool:
    """What waits among `which` (a condition on Outbox) takes these values, and may leave sooner;
    False when none of it waits.
    """
    changed = update(Outbox).where(which, Outbox.etat.in_((TODO, RETRY))).values(values)
    rows = tx.execute(changed.returning(Outbox.canal, Outbox.adresse, Outbox.lane)).all()
    for canal, adresse, lane in rows:
        may_leave(tx, (canal, adresse, lane))
    return bool(rows)


def withdraw(tx: Tx, key: str) -> bool:
    """Forget a message that has not left, so that its key may serve again; False when it has."""
    waiting = delete(Outbox).where(Outbox.cle == key, Outbox.etat.in_((TODO, RETRY)))
    return tx.execute(waiting.returning(Outbox.id)).first() is not None


def waits(tx: Tx, key: str) -> bool:
    """Whether that message has not left, so that it may still be withdrawn."""
    waiting = select(Outbox.id).where(Outbox.cle == key, Outbox.etat.in_((TODO, RETRY)))
    return tx.execute(waiting).first() is not None


def was_posted(tx: Tx, key: str) -> bool:
    """Whether that was said, were it long ago: its words may have been forgotten since."""
    here = select(Outbox.id).where(Outbox.cle == key)
    return tx.execute(here).first() is not None or bool(_gone(tx, [key]))


def blank_naming(tx: Tx, words: str) -> None:
    """What left and says `words` will keep nothing of what it said, alerts apart.

    The clock does it a few messages at a time (`retention.blank`): a month of them is long to
    read, and somebody waits.
    """
    tx.add(Effacement(mots=words, apres=0))


def silence(tx: Tx, address: str) -> None:
    """Withdraw everything that has not left for that address, on whatever channel."""
    tx.connection().execute(delete(_T).where(_STILL_HERE, _T.c.adresse == address))


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
        "oublier_le": message.forget_on,
    }
