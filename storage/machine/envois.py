"""What waits to leave in spite of failures, or was given up: listed, tried again, dropped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, cast

from sqlalchemy import Table, and_, case, func, or_, select, update

from storage.machine.base import is_one_of
from storage.machine.db import Tx
from storage.machine.outbox import DEAD, RETRY, TODO, UNCERTAIN, Lane, may_leave, unsent
from storage.machine.settling import given_up
from storage.machine.tables import Outbox
from storage.machine.tracking import Trackings

_T = cast(Table, Outbox.__table__)
MOST: Final = 200
WAITING: Final = (TODO, RETRY, UNCERTAIN)


@dataclass(frozen=True, slots=True)
class EnvoiEnPeine:
    """A message in trouble; `mort`: it was given up, and leaves only if it is asked again.

    essais: how many times it was tried; suivant: when it is tried next.
    """

    id: int
    canal: str
    adresse: str
    sujet: str
    mort: bool
    essais: int
    suivant: datetime
    raison: str


def troubled(tx: Tx) -> list[EnvoiEnPeine]:
    """What failed once at least and waits, and what was given up; the oldest first.

    What was withdrawn before any try is no trouble.
    """
    waits = and_(unsent(_T.c), is_one_of(_T.c.etat, RETRY, UNCERTAIN), _T.c.essais > 0)
    dead = and_(_T.c.etat == DEAD, _T.c.essais > 0)
    found = select(_T).where(or_(waits, dead)).order_by(_T.c.id).limit(MOST)
    return [_envoi(row) for row in tx.connection().execute(found)]


def find(tx: Tx, row_id: int) -> EnvoiEnPeine | None:
    """That message, as long as it has not left."""
    found = select(_T).where(_T.c.id == row_id, _T.c.etat.in_((*WAITING, DEAD)))
    row = tx.connection().execute(found).first()
    return _envoi(row) if row else None


def relaunch(tx: Tx, envoi: EnvoiEnPeine, now: datetime) -> None:
    """Try it at once, as if for the first time."""
    again = update(_T).where(_T.c.id == envoi.id, _T.c.etat.in_((*WAITING, DEAD)))
    # What may have arrived already is looked up first by whoever can.
    etat = case((_T.c.etat == UNCERTAIN, UNCERTAIN), else_=RETRY)
    values = {"etat": etat, "essais": 0, "pas_avant": now}
    lane = tx.connection().execute(again.values(values).returning(_T.c.lane)).scalar_one()
    may_leave(tx, (envoi.canal, envoi.adresse, Lane(lane)))


def drop(tx: Tx, envoi: EnvoiEnPeine, reason: str, trackings: Trackings) -> None:
    """Give it up, and say so on what it was about."""
    waiting = update(_T).where(_T.c.id == envoi.id, _T.c.etat.in_(WAITING))
    tx.connection().execute(waiting.values(etat=DEAD, erreur=reason))
    given_up(tx, envoi.sujet, reason, trackings)


def sent_to(tx: Tx, channel: str, address: str) -> list[tuple[str, str]]:
    """(key, subject) of what went lately to that address, the newest first."""
    mine = (_T.c.canal == channel, func.lower(_T.c.adresse) == address.lower())
    found = select(_T.c.cle, _T.c.sujet).where(*mine).order_by(_T.c.id.desc()).limit(MOST)
    return [(row.cle, row.sujet) for row in tx.connection().execute(found)]


def _envoi(found: Any) -> EnvoiEnPeine:
    return EnvoiEnPeine(
        found.id,
        found.canal,
        found.adresse,
        found.sujet,
        found.etat == DEAD,
        found.essais,
        found.pas_avant,
        found.erreur or "",
    )
