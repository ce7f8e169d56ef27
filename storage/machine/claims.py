"""Taking what is due out of the outbox: the oldest message of each address, once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, cast

from sqlalchemy import (
    BindParameter,
    Select,
    Table,
    and_,
    bindparam,
    case,
    exists,
    or_,
    select,
    update,
)

from storage.machine.base import is_one_of
from storage.machine.db import Tx
from storage.machine.outbox import SENDING, TODO, UNCERTAIN, Lane, unsent
from storage.machine.prepared import Prepared
from storage.machine.tables import Outbox
from storage.machine.tracking import NOW, Mark, Trackings, follow

HOLDING_ATTEMPTS = 5
"""An alert, or a digest, that failed more often holds back no more what is behind it: it must not
keep a danger from being told. An answer always does: in a chat, order is never turned round."""


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
    edit: Mark | None = None


_T = cast(Table, Outbox.__table__)
_DUE = _T.alias("due")
_EARLIER = _T.alias("earlier")


def _heads() -> Select[int]:
    """Rows of one channel and lane that are due, with nothing before them at their address."""
    holding = or_(_EARLIER.c.lane == int(Lane.PROMPT), _EARLIER.c.essais <= HOLDING_ATTEMPTS)
    unsettled = and_(_EARLIER.c.etat != TODO, holding)
    ornament = int(Lane.ORNEMENT)
    held = exists().where(
        unsent(_EARLIER.c),
        _EARLIER.c.canal == _DUE.c.canal,
        _EARLIER.c.adresse == _DUE.c.adresse,
        _EARLIER.c.id < _DUE.c.id,
        or_(_EARLIER.c.lane != ornament, _DUE.c.lane == ornament),
        or_(_EARLIER.c.pas_avant <= NOW, is_one_of(_EARLIER.c.etat, SENDING), unsettled),
    )
    return (
        select(_DUE.c.id)
        .where(
            unsent(_DUE.c),
            _DUE.c.etat != SENDING,
            _DUE.c.canal == bindparam("b_canal"),
            _DUE.c.lane == bindparam("b_lane"),
            _DUE.c.pas_avant <= NOW,
            ~held,
        )
        .order_by(_DUE.c.id)
        .limit(bindparam("b_limit"))
        .with_for_update(of=_DUE, skip_locked=True)
    )


_TAKEN = ("id", "cle", "lane", "canal", "adresse", "contenu", "sujet", "essais", "erreur")


def take_heads(heads: Select[int], etat: str = SENDING) -> Any:
    """One more attempt for these; meanwhile, only what may have arrived keeps its `erreur`."""
    doubt = case((_T.c.etat == UNCERTAIN, _T.c.erreur), else_=None)
    taken = update(_T).where(_T.c.id.in_(heads))
    taken = taken.values(etat=etat, essais=_T.c.essais + 1, erreur=doubt)
    return taken.returning(*(_T.c[name] for name in _TAKEN))


def _claimed(
    id: int,
    key: str,
    lane: int,
    channel: str,
    address: str,
    content: dict[str, Any],
    subject: str,
    attempt: int,
    doubt: str | None,
) -> Claimed:
    return Claimed(
        id, key, lane, channel, address, content, subject, attempt, doubtful=doubt is not None
    )


_TAKE = Prepared(take_heads(_heads()), _claimed)
_RESTING: BindParameter[str] = bindparam("b_resting", expanding=True)
_TAKE_RESTED = take_heads(_heads().where(_DUE.c.adresse.not_in(_RESTING)))


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
            rows += sorted(_take(tx, values, resting), key=lambda row: row.id)
    targets = _targets(tx, rows, trackings)
    return [replace(row, edit=edit) if (edit := _edit(row, targets)) else row for row in rows]


def _take(tx: Tx, values: dict[str, Any], resting: Collection[str]) -> list[Claimed]:
    if not resting:
        return _TAKE.all(tx, values)
    rows = tx.connection().execute(_TAKE_RESTED, {**values, "b_resting": list(resting)})
    return [_claimed(*tuple(row)) for row in rows]


def _edit(row: Claimed, targets: dict[str, Mark]) -> Mark | None:
    if not row.content.get("edit"):
        return None
    number: int | None = row.content.get("message_id")
    return number or targets.get(row.subject)


def rehearse(tx: Tx, trackings: Trackings) -> None:
    """Look for the message of nobody, of each kind: a first rewriting then waits for nothing."""
    for tracking in trackings.values():
        if tracking.screen is not None:
            tx.connection().execute(tracking.screen, {"b_ids": [0]})


def _targets(tx: Tx, rows: Sequence[Claimed], trackings: Trackings) -> dict[str, Mark]:
    """The message that shows each subject now, for the rows that rewrite one unnamed."""
    unnamed: dict[str, list[int]] = {}
    for row in rows:
        followed = follow(trackings, row.subject)
        if followed and row.content.get("edit") and not row.content.get("message_id"):
            tracking, id = followed
            unnamed.setdefault(tracking.sujet.genre, []).append(id)
    targets: dict[str, Mark] = {}
    for genre, ids in unnamed.items():
        tracking = trackings[genre]
        if tracking.screen is not None:
            shown = tx.connection().execute(tracking.screen, {"b_ids": ids})
            known = ((id, next(filter(None, marks), None)) for id, *marks in shown)
            targets |= {tracking.sujet.of(id): mark for id, mark in known if mark}
    return targets
