"""What became of messages on their way out: sent, to try again, or given up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import BindParameter, Table, bindparam, func, or_, select, update

from storage.machine.claims import Claimed
from storage.machine.db import Tx
from storage.machine.outbox import DEAD, RETRY, SENDING, SENT, UNCERTAIN, Lane
from storage.models import Alerte, Conversation, DigestEnvoi, Outbox, Personne, Tableau

_T = cast(Table, Outbox.__table__)
_C = cast(Table, Conversation.__table__)
_A = cast(Table, Alerte.__table__)
_D = cast(Table, DigestEnvoi.__table__)
_P = cast(Table, Tableau.__table__)
_ID: BindParameter[int] = bindparam("b_id")
_NOW = bindparam("b_now", type_=_T.c.pas_avant.type)
_MESSAGE = bindparam("b_message", type_=_T.c.message_id.type)

_SENT = (
    update(_T)
    .where(_T.c.id == _ID, _T.c.etat == SENDING)
    .values(etat=SENT, envoyee_le=_NOW, message_id=_MESSAGE, erreur=None)
)
_SETTLE = update(_T).where(_T.c.id == _ID, _T.c.etat == SENDING)
_TOLD = {
    "conversation": update(_C)
    .where(
        _C.c.id == _ID,
        or_(_C.c.screen_message_id.is_(None), _C.c.screen_message_id != _MESSAGE),
    )
    .values(screen_message_id=_MESSAGE),
    # An alert left when its first copy did; rewriting its card since is no other departure.
    "alerte": update(_A)
    .where(_A.c.id == _ID)
    .values(
        envoyee_le=func.coalesce(_A.c.envoyee_le, _NOW),
        message_id=func.coalesce(_MESSAGE, _A.c.message_id),
        echec=None,
    ),
    "digest_envoi": update(_D).where(_D.c.id == _ID).values(envoyee_le=_NOW, echec=None),
    "tableau": update(_P).where(_P.c.id == _ID).values(message_id=_MESSAGE),
}
_GIVEN_UP = {
    "alerte": update(_A).where(_A.c.id == _ID, _A.c.envoyee_le.is_(None)),
    "digest_envoi": update(_D).where(_D.c.id == _ID, _D.c.envoyee_le.is_(None)),
}


def sent(tx: Tx, now: datetime, rows: Sequence[tuple[Claimed, int | None]]) -> None:
    """These left, each with the number of its message where the channel gives one."""
    values = [{"b_id": one.id, "b_now": now, "b_message": number} for one, number in rows]
    tx.connection().execute(_SENT, values)
    told: dict[str, list[dict[str, Any]]] = {}
    for one, number in rows:
        kind, _, subject = one.subject.partition(":")
        if kind in _TOLD and (number or kind != "conversation"):
            about = {"b_id": int(subject), "b_now": now, "b_message": number}
            told.setdefault(kind, []).append(about)
    for kind, subjects in told.items():
        tx.connection().execute(_TOLD[kind], subjects)


def again(tx: Tx, row: Claimed, not_before: datetime, reason: str, *, doubtful: bool) -> None:
    """Try once more, not before that; `doubtful` when a copy may have arrived, now or earlier."""
    etat = UNCERTAIN if doubtful else RETRY
    values = {"etat": etat, "pas_avant": not_before, "erreur": reason}
    tx.connection().execute(_SETTLE.values(values), {"b_id": row.id})


def readdress(tx: Tx, row: Claimed, address: str, now: datetime) -> None:
    """Send it to another address from now on."""
    etat = UNCERTAIN if row.doubtful else RETRY
    values = {"etat": etat, "pas_avant": now, "adresse": address}
    tx.connection().execute(_SETTLE.values(values), {"b_id": row.id})


def bury(tx: Tx, row: Claimed, reason: str) -> None:
    """Give it up, and say so on what it was about unless that left before."""
    tx.connection().execute(_SETTLE.values(etat=DEAD, erreur=reason), {"b_id": row.id})
    kind, _, subject = row.subject.partition(":")
    if kind in _GIVEN_UP:
        tx.connection().execute(_GIVEN_UP[kind].values(echec=reason), {"b_id": int(subject)})


def interrupted(tx: Tx) -> list[Claimed]:
    """Rows found on their way out at start-up: each may have arrived, or not."""
    found = tx.connection().execute(select(_T).where(_T.c.etat == SENDING).order_by(_T.c.id))
    return [_interrupted(row) for row in found]


def unreachable_person(tx: Tx, telegram_id: int, now: datetime) -> Personne | None:
    """Note that this person gets nothing any more; the person, the first time only."""
    noted = (
        update(Personne)
        .where(
            Personne.telegram_id == telegram_id,
            Personne.revoquee_le.is_(None),
            Personne.injoignable_le.is_(None),
        )
        .values(injoignable_le=now)
        .returning(Personne)
    )
    return tx.scalars(noted).first()


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
