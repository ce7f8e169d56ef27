"""What became of messages on their way out: sent, to try again, or given up."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import Table, and_, case, or_, select, update

from storage.machine.base import is_one_of
from storage.machine.claims import Claimed
from storage.machine.db import Tx
from storage.machine.outbox import (
    DEAD,
    RETRY,
    SENDING,
    SENT,
    TODO,
    UNCERTAIN,
    Destination,
    Lane,
    unsent,
)
from storage.machine.prepared import Prepared
from storage.machine.tables import Outbox
from storage.machine.tracking import ID, MESSAGE, NOW, Mark, Trackings, follow

_T = cast(Table, Outbox.__table__)

_SENT = Prepared(
    update(_T)
    .where(_T.c.id == ID, is_one_of(_T.c.etat, SENDING))
    .values(etat=SENT, envoyee_le=NOW, message_id=MESSAGE, erreur=None),
    int,
)
_SETTLE = update(_T).where(_T.c.id == ID, is_one_of(_T.c.etat, SENDING))


def sent(
    tx: Tx,
    now: datetime,
    rows: Sequence[tuple[Claimed, Mark | None]],
    trackings: Trackings,
    strays: Collection[int] = (),
) -> None:
    """These left, each with the mark of its message where the channel gives one.

    strays: those among them that show nothing of what they are about.
    """
    values = [{"b_id": row.id, "b_now": now, "b_message": _number(mark)} for row, mark in rows]
    _SENT.each(tx, values)
    by_genre: dict[str, list[dict[str, Any]]] = {}
    for row, mark in rows:
        followed = None if row.id in strays else follow(trackings, row.subject)
        if followed and (_is_news(row, mark) or not followed[0].numbered):
            event = mark if isinstance(mark, str) else None
            about = {"b_id": followed[1], "b_now": now, "b_message": _number(mark)}
            about["b_event"] = event
            by_genre.setdefault(followed[0].sujet.genre, []).append(about)
    for genre, subjects in by_genre.items():
        if (statement := trackings[genre].sent) is not None:
            tx.connection().execute(statement, subjects)


def arrived(tx: Tx, now: datetime, to: Destination, subject: str, number: int) -> None:
    """What may have arrived there about `subject` did, as the message of that number."""
    there = _T.c.canal == to.channel, _T.c.adresse == to.address, _T.c.sujet == subject
    # Unsent first: by the index of what waits there, whatever was ever sent.
    doubtful = select(_T.c.id, _T.c.contenu).where(
        unsent(_T.c), *there, is_one_of(_T.c.etat, UNCERTAIN)
    )
    come = {"etat": SENT, "envoyee_le": now, "message_id": number, "erreur": None}
    for id, content in tx.connection().execute(doubtful).all():
        if not content.get("edit"):
            tx.connection().execute(update(_T).where(_T.c.id == id).values(come))


def overtaken(tx: Tx, row: Claimed) -> bool:
    """Whether what waits behind it shows the same subject in another message than the next one."""
    there = _T.c.canal == row.channel, _T.c.adresse == row.address, _T.c.sujet == row.subject
    waiting = select(_T.c.contenu).where(unsent(_T.c), *there, _T.c.id > row.id)
    return any(
        "text" in content and (content.get("message_id") or not content.get("edit"))
        for content in tx.connection().execute(waiting).scalars()
    )


def _number(mark: Mark | None) -> int | None:
    return mark if isinstance(mark, int) else None


def _is_news(row: Claimed, mark: Mark | None) -> bool:
    """What was rewritten where it stands keeps the mark that is known already."""
    return mark is not None and mark != row.edit


def again(tx: Tx, row: Claimed, not_before: datetime, reason: str, *, doubtful: bool) -> None:
    """Try once more, not before that; `doubtful` when a copy may have arrived, now or earlier."""
    etat = UNCERTAIN if doubtful else RETRY
    values = {"etat": etat, "pas_avant": not_before, "erreur": reason}
    tx.connection().execute(_SETTLE.values(values), {"b_id": row.id})


def wake(tx: Tx, channel: str, now: datetime, within: timedelta) -> int:
    """What waits there for another try, for so long at most, is due now; how many rows."""
    waiting = _T.c.canal == channel, is_one_of(_T.c.etat, RETRY, UNCERTAIN)
    later = _T.c.pas_avant > now, _T.c.pas_avant <= now + within
    woken = update(_T).where(*waiting, *later).values(pas_avant=now)
    return tx.connection().execute(woken).rowcount


def set_back(tx: Tx, now: datetime, until: datetime, within: timedelta) -> None:
    """The clock showed `until` and shows `now`, earlier: what was due by then is due now.

    What waits for another try, for so long at most, too; what has its own hour keeps it.
    """
    soon = _T.c.pas_avant <= until + within
    tried = and_(is_one_of(_T.c.etat, RETRY, UNCERTAIN), soon)
    ready = and_(is_one_of(_T.c.etat, TODO), _T.c.pas_avant <= until)
    frozen = update(_T).where(_T.c.pas_avant > now, or_(tried, ready)).values(pas_avant=now)
    tx.connection().execute(frozen)


def readdress(tx: Tx, row: Claimed, address: str, now: datetime) -> None:
    """Send it to another address from now on."""
    etat = UNCERTAIN if row.doubtful else RETRY
    values = {"etat": etat, "pas_avant": now, "adresse": address}
    tx.connection().execute(_SETTLE.values(values), {"b_id": row.id})


def bury(tx: Tx, row: Claimed, reason: str, trackings: Trackings) -> None:
    """Give it up, and say so on what it was about unless that left before."""
    tx.connection().execute(_SETTLE.values(etat=DEAD, erreur=reason), {"b_id": row.id})
    given_up(tx, row.subject, reason, trackings)


def given_up(tx: Tx, subject: str, reason: str, trackings: Trackings) -> None:
    """Say on what that message was about that it will not arrive."""
    followed = follow(trackings, subject)
    if followed and followed[0].given_up is not None:
        about = {"b_id": followed[1], "b_reason": reason}
        tx.connection().execute(followed[0].given_up, about)


def interrupted(tx: Tx) -> list[Claimed]:
    """Rows found on their way out at start-up: each may have arrived, or not."""
    rows = tx.connection().execute(select(_T).where(_T.c.etat == SENDING).order_by(_T.c.id))
    return [_interrupted(row) for row in rows]


def put_back(tx: Tx, in_hand: Collection[int], now: datetime) -> None:
    """Rows taken by a claim whose answer was lost: apart from those in hand, none has left."""
    taken = select(_T.c.id).where(_T.c.etat == SENDING)
    lost = [id for id in tx.connection().execute(taken).scalars() if id not in in_hand]
    before = case((_T.c.erreur.is_(None), RETRY), else_=UNCERTAIN)
    for id in lost:
        tx.connection().execute(_SETTLE.values(etat=before, pas_avant=now), {"b_id": id})


def _interrupted(row: Any) -> Claimed:
    return Claimed(
        id=row.id,
        key=row.cle,
        lane=Lane(row.lane),
        channel=row.canal,
        address=row.adresse,
        content=row.contenu,
        subject=row.sujet,
        attempt=row.essais,
        doubtful=True,
    )
