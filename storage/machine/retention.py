"""What leaves the machinery's tables once it is over: a few rows at a time, the oldest first."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final, cast

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    Table,
    Text,
    bindparam,
    delete,
    func,
    or_,
    select,
    update,
)
from sqlalchemy import cast as cast_column

from storage.machine.conversations import CANCELLED
from storage.machine.conversations import DONE as ENDED
from storage.machine.db import Tx, insert_once
from storage.machine.inbox import CONTENTS_KEPT, DONE, FORGOTTEN, KEYS_KEPT, QUARANTINED
from storage.machine.outbox import DEAD, PASSING, SENT, Lane
from storage.machine.tables import CleSortie, Conversation, Effacement, Inbox, Outbox

AT_ONCE: Final = 50
READ_AT_ONCE: Final = 500
"""Messages whose words are only looked at."""
SAID_KEPT: Final = timedelta(days=30)
"""How long what was said stays readable, to answer « je n'ai rien reçu »."""
NEVER_LEFT: Final = 3
"""So many times longer, what no channel ever took: nobody would read it three months late."""
TALKS_KEPT: Final = timedelta(days=30)
"""An ended conversation: its buttons have long been dead."""

_I = cast(Table, Inbox.__table__)
_C = cast(Table, Conversation.__table__)
_O = cast(Table, Outbox.__table__)
_E = cast(Table, Effacement.__table__)


def _oldest(table: Table, *columns: ColumnElement[Any]) -> Select[Any]:
    """The next ones by number; never the newest, whose number would be given to another."""
    newest = select(func.max(table.c.id)).scalar_subquery()
    return (
        select(table.c.id, *columns)
        .where(table.c.id > bindparam("b_after"), table.c.id < newest)
        .order_by(table.c.id)
        .limit(AT_ONCE)
    )


_UPDATES = _oldest(_I, _I.c.etat, _I.c.recu_le.label("le"))
_MESSAGES = _oldest(_O, _O.c.etat, _O.c.cle, _O.c.pas_avant, _O.c.creee_le.label("le"))
_TALKS = _oldest(_C, _C.c.ouverte_le.label("le"))
_ASKED = select(_E).order_by(_E.c.id).limit(1)
_SHORT = select(_O.c.id).where(_O.c.oublier_le <= bindparam("b_now")).limit(AT_ONCE)


def updates(
    tx: Tx, now: datetime, after: int = 0, *, aside: timedelta = CONTENTS_KEPT
) -> int | None:
    """Handled updates leave after 48 h; those set aside stay, and say nothing after `aside`.

    Here and below: up to which number this went, None once nothing that is old enough is left.
    """
    rows, old = _read(tx, _UPDATES, after, now - KEYS_KEPT)
    _delete(tx, _I, [row.id for row in old if row.etat == DONE])
    set_aside = [row.id for row in old if row.etat == QUARANTINED and row.le < now - aside]
    if set_aside:
        worded = update(_I).where(_I.c.id.in_(set_aside), _I.c.contenu != FORGOTTEN)
        tx.connection().execute(worded.values(contenu=FORGOTTEN, erreur=None))
    return _reached(rows, old)


def messages(tx: Tx, now: datetime, after: int = 0, *, kept: timedelta = SAID_KEPT) -> int | None:
    """What left or was given up leaves after thirty days; keys that may come again are kept.

    The newest, whose row stays for its number, says nothing any more.
    """
    rows, old = _read(tx, _MESSAGES, after, now - kept)
    given_up = now - NEVER_LEFT * kept
    over = [row for row in old if row.etat in (SENT, DEAD) or row.pas_avant < given_up]
    lasting = [{"cle": row.cle} for row in over if not row.cle.startswith(PASSING)]
    insert_once(tx, CleSortie, lasting)
    _delete(tx, _O, [row.id for row in over])
    gone = or_(_O.c.etat.in_((SENT, DEAD)), _O.c.pas_avant < given_up)
    _empty_newest(tx, _O, _O.c.creee_le < now - kept, gone, contenu={}, erreur=None)
    return _reached(rows, old)


def talks(
    tx: Tx,
    now: datetime,
    after: int = 0,
    *,
    team: Select[int],
    kept: timedelta = TALKS_KEPT,
) -> int | None:
    """Conversations that ended, or whose account is not of the `team`, untouched for so long."""
    before = now - kept
    rows, old = _read(tx, _TALKS, after, before)
    over = or_(_C.c.etat.in_((ENDED, CANCELLED)), _C.c.user_id.not_in(team))
    _delete(tx, _C, [row.id for row in old], _C.c.touchee_le < before, over)
    _empty_newest(tx, _C, _C.c.touchee_le < before, over, answers={})
    return _reached(rows, old)


def short_lives(tx: Tx, now: datetime, _after: int = 0) -> int | None:
    """What said from the start when it was to be forgotten, its key with it."""
    rows = tx.connection().execute(_SHORT, {"b_now": now}).all()
    _delete(tx, _O, [row.id for row in rows])
    return 0 if len(rows) == AT_ONCE else None


def blank(tx: Tx, _now: datetime, _after: int = 0) -> int | None:
    """What left and says words that were taken back says nothing any more, alerts apart."""
    asked = tx.connection().execute(_ASKED).first()
    if asked is None:
        return None
    rows = tx.connection().execute(_naming(asked.mots), {"b_after": asked.apres}).all()
    named = [row.id for row in rows if row.named]
    if named:
        gone = update(_O).where(_O.c.id.in_(named), _O.c.etat.in_((SENT, DEAD)))
        tx.connection().execute(gone.where(_O.c.lane != int(Lane.ALERTE)).values(contenu={}))
    if len(rows) < READ_AT_ONCE:
        tx.connection().execute(delete(_E).where(_E.c.id == asked.id))
    else:
        tx.connection().execute(update(_E).where(_E.c.id == asked.id).values(apres=rows[-1].id))
    return 0


def _naming(words: str) -> Select[Any]:
    # JSON is kept in ASCII: « É » is written « \u00c9 » there.
    written = json.dumps(words)[1:-1]
    named = cast_column(_O.c.contenu, Text).contains(written, autoescape=True).label("named")
    past = select(_O.c.id, named).where(_O.c.id > bindparam("b_after"))
    return past.order_by(_O.c.id).limit(READ_AT_ONCE)


def _read(
    tx: Tx, query: Select[Any], after: int, before: datetime
) -> tuple[Sequence[Row[Any]], list[Row[Any]]]:
    """The next rows, and those of them that are old enough."""
    rows = tx.connection().execute(query, {"b_after": after}).all()
    return rows, [row for row in rows if row.le < before]


def _empty_newest(tx: Tx, table: Table, *conditions: ColumnElement[bool], **values: Any) -> None:
    """It stays, for its number is not to be given again, and says nothing."""
    newest = select(func.max(table.c.id)).scalar_subquery()
    said = or_(
        *(cast_column(table.c[name], Text) != "{}" for name in values if values[name] == {})
    )
    emptied = update(table).where(table.c.id == newest, said, *conditions).values(values)
    tx.connection().execute(emptied)


def _reached(rows: Sequence[Row[Any]], old: Sequence[Row[Any]]) -> int | None:
    return rows[-1].id if len(rows) == len(old) == AT_ONCE else None


def _delete(tx: Tx, table: Table, ids: Sequence[int], *conditions: ColumnElement[bool]) -> None:
    if ids:
        tx.connection().execute(delete(table).where(table.c.id.in_(ids), *conditions))
