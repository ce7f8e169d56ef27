"""Taking what is due out of the outbox: the oldest message of each address, once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import (
    Row,
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
from storage.machine.tables import Outbox
from storage.machine.tracking import IDS, NOW, Trackings, follow

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


def _heads() -> Select[Any]:
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
            _T.c.adresse.not_in(bindparam("b_resting", expanding=True)),
            ~held,
        )
        .order_by(_T.c.id)
        .limit(bindparam("b_limit"))
        .with_for_update(of=_T, skip_locked=True)
    )


_HEADS = _heads()
_TAKE = update(_T).where(_T.c.id.in_(IDS)).values(etat=SENDING, essais=_T.c.essais + 1)


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
    rows: list[tuple[Lane, Row[Any]]] = []
    for lane, room in rooms:
        if room > len(rows):
            values = {
                "b_now": now,
                "b_canal": channel,
                "b_lane": int(lane),
                "b_resting": list(resting),
                "b_limit": room - len(rows),
            }
            heads = tx.connection().execute(_HEADS, values)
            rows += [(lane, row) for row in heads]
    if not rows:
        return []
    tx.connection().execute(_TAKE, {"b_ids": [row.id for _lane, row in rows]})
    targets = _targets(tx, [row for _lane, row in rows], trackings)
    return [_claimed(lane, channel, row, targets) for lane, row in rows]


def _claimed(lane: Lane, channel: str, row: Row[Any], targets: dict[str, int]) -> Claimed:
    return Claimed(
        id=row.id,
        key=row.cle,
        lane=int(lane),
        channel=channel,
        address=row.adresse,
        content=row.contenu,
        subject=row.sujet,
        attempt=row.essais + 1,
        doubtful=row.etat == UNCERTAIN,
        edit=_edit(row, targets),
    )


def _edit(row: Row[Any], targets: dict[str, int]) -> int | None:
    if not row.contenu.get("edit"):
        return None
    number: int | None = row.contenu.get("message_id")
    return number or targets.get(row.sujet)


def _targets(tx: Tx, rows: Sequence[Row[Any]], trackings: Trackings) -> dict[str, int]:
    """The message that shows each subject now, for the rows that rewrite one unnamed."""
    unnamed: dict[str, list[int]] = {}
    for row in rows:
        followed = follow(trackings, row.sujet)
        if followed and row.contenu.get("edit") and not row.contenu.get("message_id"):
            tracking, id = followed
            unnamed.setdefault(tracking.sujet.genre, []).append(id)
    targets: dict[str, int] = {}
    for genre, ids in unnamed.items():
        tracking = trackings[genre]
        if tracking.screen is not None:
            messages = tx.connection().execute(tracking.screen, {"b_ids": ids})
            targets |= {tracking.sujet.of(id): message for id, message in messages if message}
    return targets
