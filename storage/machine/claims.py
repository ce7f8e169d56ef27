"""Taking what is due out of the outbox: the oldest message of each address, once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    Select,
    Table,
    and_,
    bindparam,
    exists,
    or_,
    select,
    update,
)

from storage.machine.db import Tx
from storage.machine.outbox import SENDING, TODO, UNCERTAIN, Lane, unsent
from storage.machine.prepared import Prepared
from storage.machine.tables import Outbox
from storage.machine.tracking import ID, NOW, Trackings, follow

HOLDING_ATTEMPTS = 5
"""A message that failed more often no longer holds back those behind it in the same chat."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A row that one worker alone may send; `doubtful`: an earlier attempt may have arrived.

    `edit` is the message to rewrite instead of sending a new one.
    """

    id: int
    key: str
    lane: int
    channel: str
    address: str
    content: dict[str, Any]
    subject: str
    attempt: int
    doubtful: bool
    edit: int | None = None


_T = cast(Table, Outbox.__table__)
_EARLIER = _T.alias("earlier")


def _head(
    id: int, key: str, address: str, content: dict[str, Any], subject: str, etat: str, essais: int
) -> Claimed:
    """As it is about to be sent, once more than before; channel and lane are the claim's."""
    return Claimed(id, key, 0, "", address, content, subject, essais + 1, etat == UNCERTAIN)


def _heads(*more: ColumnElement[bool]) -> Select[Any]:
    """Rows of one channel and lane that are due, with nothing before them at their address."""
    unsettled = and_(_EARLIER.c.etat != TODO, _EARLIER.c.essais <= HOLDING_ATTEMPTS)
    held = exists().where(
        unsent(_EARLIER.c),
        _EARLIER.c.canal == _T.c.canal,
        _EARLIER.c.adresse == _T.c.adresse,
        _EARLIER.c.id < _T.c.id,
        or_(_EARLIER.c.pas_avant <= NOW, _EARLIER.c.etat == SENDING, unsettled),
    )
    columns = ("id", "cle", "adresse", "contenu", "sujet", "etat", "essais")
    return (
        select(*(_T.c[name] for name in columns))
        .where(
            unsent(_T.c),
            _T.c.etat != SENDING,
            _T.c.canal == bindparam("b_canal"),
            _T.c.lane == bindparam("b_lane"),
            _T.c.pas_avant <= NOW,
            ~held,
            *more,
        )
        .order_by(_T.c.id)
        .limit(bindparam("b_limit"))
        .with_for_update(of=_T, skip_locked=True)
    )


_HEADS = Prepared(_heads(), _head)
_RESTED = _heads(_T.c.adresse.not_in(bindparam("b_resting", expanding=True)))
_TAKE = Prepared(update(_T).where(_T.c.id == ID).values(etat=SENDING, essais=_T.c.essais + 1), int)


def claim(
    tx: Tx,
    now: datetime,
    channel: str,
    rooms: Iterable[tuple[Lane, int]],
    trackings: Trackings,
    resting: Collection[str] = (),
) -> list[Claimed]:
    """Take so many rows of each lane at most, in that order, none for an address in `resting`.

    A row is taken only when everything before it at its address is settled: order is kept.
    `trackings` say which message a row that rewrites one is to rewrite.
    """
    rows: list[Claimed] = []
    for lane, room in rooms:
        if room > len(rows):
            values = {
                "b_now": now,
                "b_canal": channel,
                "b_lane": int(lane),
                "b_limit": room - len(rows),
            }
            heads = _look(tx, values, resting)
            rows += [replace(head, channel=channel, lane=int(lane)) for head in heads]
    _TAKE.each(tx, [{"b_id": row.id} for row in rows])
    targets = _targets(tx, rows, trackings)
    return [replace(row, edit=edit) if (edit := _edit(row, targets)) else row for row in rows]


def _look(tx: Tx, values: dict[str, Any], resting: Collection[str]) -> list[Claimed]:
    if not resting:
        return _HEADS.all(tx, values)
    rows = tx.connection().execute(_RESTED, {**values, "b_resting": list(resting)})
    return [_head(*tuple(row)) for row in rows]


def _edit(row: Claimed, targets: dict[str, int]) -> int | None:
    if not row.content.get("edit"):
        return None
    number: int | None = row.content.get("message_id")
    return number or targets.get(row.subject)


def _targets(tx: Tx, rows: Sequence[Claimed], trackings: Trackings) -> dict[str, int]:
    """The message that shows each subject now, for the rows that rewrite one unnamed."""
    unnamed: dict[str, list[int]] = {}
    for row in rows:
        followed = follow(trackings, row.subject)
        if followed and row.content.get("edit") and not row.content.get("message_id"):
            tracking, id = followed
            unnamed.setdefault(tracking.sujet.genre, []).append(id)
    targets: dict[str, int] = {}
    for genre, ids in unnamed.items():
        tracking = trackings[genre]
        if tracking.screen is not None:
            messages = tx.connection().execute(tracking.screen, {"b_ids": ids})
            targets |= {tracking.sujet.of(id): message for id, message in messages if message}
    return targets
