"""Conversations under way: loaded, moved, parked, closed; every tap passes here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, cast

from sqlalchemy import Select, Table, bindparam, delete, insert, or_, select, update

from bot.engine.state import State
from storage.machine.base import is_one_of
from storage.machine.db import Tx
from storage.machine.outbox import Sujet
from storage.machine.prepared import Prepared
from storage.machine.tables import Conversation
from storage.machine.tracking import ID, IDS, MESSAGE, Tracking

OPEN, PARKED, DONE, CANCELLED = "ouverte", "gardee", "finie", "annulee"
ASIDE: Final = 10
"""Conversations put aside of one person that a turn looks at."""


@dataclass(frozen=True, slots=True)
class Talk:
    """A stored conversation: whose it is, where it stands, and the message that shows it."""

    id: int
    chat_id: int
    user_id: int
    etat: str
    state: State
    screen: int | None
    ouverte_le: datetime
    programme: int | None = None
    """Of which programme it is; None for one begun before that was kept."""


TABLE: Final = cast(Table, Conversation.__table__)
COLUMNS: Final = (
    TABLE.c.id,
    TABLE.c.chat_id,
    TABLE.c.user_id,
    TABLE.c.etat,
    TABLE.c.flow,
    TABLE.c.version,
    TABLE.c.position,
    TABLE.c.answers,
    TABLE.c.rev,
    TABLE.c.editing,
    TABLE.c.invalid,
    TABLE.c.screen_message_id,
    TABLE.c.ouverte_le,
    TABLE.c.programme,
)
_MOVED = ("version", "position", "answers", "rev", "editing", "invalid", "touchee_le")


def talk_of(
    id: int,
    chat_id: int,
    user_id: int,
    etat: str,
    flow: str,
    version: int,
    at: str,
    answers: dict[str, Any],
    rev: int,
    editing: bool,
    invalid: int,
    screen: int | None,
    ouverte_le: datetime,
    programme: int | None = None,
) -> Talk:
    """A row of those columns."""
    state = State(flow, version, at, answers, rev, editing, invalid)
    return Talk(id, chat_id, user_id, etat, state, screen, ouverte_le, programme)


_BY_ID = Prepared(select(*COLUMNS).where(TABLE.c.id == bindparam("b_id")), talk_of)
_NEWEST = Prepared(
    select(*COLUMNS)
    .where(
        TABLE.c.chat_id == bindparam("b_chat"),
        TABLE.c.user_id == bindparam("b_user"),
        TABLE.c.etat == bindparam("b_etat"),
    )
    .order_by(TABLE.c.id.desc())
    .limit(1),
    talk_of,
)
_ASIDE = Prepared(
    select(*COLUMNS)
    .where(
        TABLE.c.chat_id == bindparam("b_chat"),
        TABLE.c.user_id == bindparam("b_user"),
        TABLE.c.etat == PARKED,
    )
    .order_by(TABLE.c.id.desc())
    .limit(ASIDE),
    talk_of,
)
_BEGIN = Prepared(
    insert(TABLE).returning(TABLE.c.id),
    int,
    (
        "chat_id",
        "user_id",
        "flow",
        "etat",
        "ouverte_le",
        "screen_message_id",
        "programme",
        *_MOVED,
    ),
)
_MOVE = Prepared(update(TABLE).where(TABLE.c.id == bindparam("b_id")), int, _MOVED)
_CLOSE = Prepared(
    update(TABLE).where(TABLE.c.id == bindparam("b_id")), int, ("etat", "touchee_le")
)
_END = Prepared(
    update(TABLE).where(TABLE.c.id == bindparam("b_id")), int, ("etat", "touchee_le", "answers")
)
_STAND = Prepared(
    update(TABLE).where(TABLE.c.id == bindparam("b_id")), int, ("screen_message_id",)
)
_FORGET = delete(TABLE).where(TABLE.c.id == bindparam("b_id"))
SUJET: Final = Sujet("conversation")
TRACKING: Final = Tracking(
    sujet=SUJET,
    screen=select(TABLE.c.id, TABLE.c.screen_message_id).where(TABLE.c.id.in_(IDS)),
    sent=update(TABLE)
    .where(
        TABLE.c.id == ID,
        or_(TABLE.c.screen_message_id.is_(None), TABLE.c.screen_message_id != MESSAGE),
    )
    .values(screen_message_id=MESSAGE),
    numbered=True,
)


def load(tx: Tx, talk_id: int) -> Talk | None:
    return _BY_ID.first(tx, {"b_id": talk_id})


def newest(tx: Tx, chat_id: int, user_id: int, etat: str = OPEN) -> Talk | None:
    """The last conversation of that person in that chat which is in `etat`."""
    values = {"b_chat": chat_id, "b_user": user_id, "b_etat": etat}
    return _NEWEST.first(tx, values)


def aside(tx: Tx, chat_id: int, user_id: int) -> list[Talk]:
    """The last ones of that person that were put aside in that chat, the newest first."""
    return _ASIDE.all(tx, {"b_chat": chat_id, "b_user": user_id})


def waiting(tx: Tx, chat_id: int, user_id: int, flow: str) -> Talk | None:
    """That person's newest one of that flow in that chat, under way or put aside."""
    query = (
        select(*COLUMNS)
        .where(
            TABLE.c.chat_id == chat_id,
            TABLE.c.user_id == user_id,
            is_one_of(TABLE.c.etat, OPEN, PARKED),
            TABLE.c.flow == flow,
        )
        .order_by(TABLE.c.id.desc())
        .limit(1)
    )
    row = tx.connection().execute(query).first()
    return talk_of(*tuple(row)) if row else None


def begin(
    tx: Tx,
    chat_id: int,
    user_id: int,
    state: State,
    now: datetime,
    programme: int | None = None,
) -> Talk:
    """A new open conversation, in that programme."""
    row = {
        "chat_id": chat_id,
        "user_id": user_id,
        "flow": state.flow,
        "etat": OPEN,
        "ouverte_le": now,
        "screen_message_id": None,
        "programme": programme,
        **_moved(state, now),
    }
    (talk_id,) = _BEGIN.all(tx, row)
    return Talk(talk_id, chat_id, user_id, OPEN, state, None, now, programme)


def move(tx: Tx, talk: Talk, state: State, now: datetime) -> None:
    _MOVE.change(tx, {"b_id": talk.id, **_moved(state, now)})


def close(tx: Tx, talk: Talk, etat: str, now: datetime) -> None:
    """Put it in that state; once it is over, what was answered in it is kept no more."""
    moved = {"b_id": talk.id, "etat": etat, "touchee_le": now}
    if etat in (DONE, CANCELLED):
        _END.change(tx, {**moved, "answers": {}})
    else:
        _CLOSE.change(tx, moved)


def stand_at(tx: Tx, talk: Talk, message_id: int) -> None:
    """It began in place of that message: nothing new will be sent whose number tells it."""
    _STAND.change(tx, {"b_id": talk.id, "screen_message_id": message_id})


def forget(tx: Tx, talk: Talk) -> None:
    """Erase it, with what was answered in it."""
    tx.connection().execute(_FORGET, {"b_id": talk.id})


def unfinished(tx: Tx, user_id: int) -> list[Talk]:
    """All that this person has begun and not ended, in any chat, oldest first."""
    query = select(*COLUMNS).where(
        TABLE.c.user_id == user_id, is_one_of(TABLE.c.etat, OPEN, PARKED)
    )
    return [talk_of(*tuple(row)) for row in tx.connection().execute(query.order_by(TABLE.c.id))]


def screens(tx: Tx, user_id: int, since: datetime) -> list[int]:
    """The messages of their private chat that show what they did since then, some at most."""
    query = (
        select(TABLE.c.screen_message_id)
        .where(
            TABLE.c.chat_id == user_id,
            TABLE.c.user_id == user_id,
            TABLE.c.touchee_le >= since,
            TABLE.c.screen_message_id.is_not(None),
        )
        .order_by(TABLE.c.id.desc())
        .limit(ASIDE)
    )
    return [int(number) for number in tx.connection().execute(query).scalars()]


def abandon(tx: Tx, user_id: int, now: datetime, programme: int | None = None) -> None:
    """Close for good everything that this person had begun, in any chat.

    programme: what they began in another one goes on.
    """
    begun = update(TABLE).where(TABLE.c.user_id == user_id, is_one_of(TABLE.c.etat, OPEN, PARKED))
    if programme is not None:
        begun = begun.where(or_(TABLE.c.programme.is_(None), TABLE.c.programme == programme))
    tx.connection().execute(begun.values(etat=CANCELLED, touchee_le=now, answers={}))


def under_way(
    tx: Tx,
    accounts: Select[int],
    touched: tuple[datetime, datetime],
    *,
    programme: int,
    after: int = 0,
    most: int | None = None,
) -> list[Talk]:
    """Open and parked conversations of these Telegram accounts, last touched in that time.

    None of those that are of another programme.

    The first `most` of those past the number `after`.
    """
    query = (
        select(*COLUMNS)
        .where(
            TABLE.c.user_id.in_(accounts),
            is_one_of(TABLE.c.etat, OPEN, PARKED),
            TABLE.c.touchee_le > touched[0],
            TABLE.c.touchee_le <= touched[1],
            TABLE.c.id > after,
            or_(TABLE.c.programme.is_(None), TABLE.c.programme == programme),
        )
        .order_by(TABLE.c.id)
        .limit(most)
    )
    return [talk_of(*tuple(row)) for row in tx.connection().execute(query)]


def _moved(state: State, now: datetime) -> dict[str, Any]:
    return {
        "version": state.version,
        "position": state.at,
        "answers": state.answers,
        "rev": state.rev,
        "editing": state.editing,
        "invalid": state.invalid,
        "touchee_le": now,
    }
