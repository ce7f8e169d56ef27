"""Updates that were put aside: listed, given back to be handled again, or let go."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, cast

from sqlalchemy import Table, select, update

from storage.machine.base import is_one_of
from storage.machine.db import Tx
from storage.machine.inbox import DONE, FORGOTTEN, PENDING, QUARANTINED, StoredUpdate
from storage.machine.tables import Inbox

AGAIN: Final = "reprise"
"""Given back by whoever runs the bot; it takes them up within seconds."""
MOST: Final = 200

_T = cast(Table, Inbox.__table__)
_ASIDE = is_one_of(_T.c.etat, QUARANTINED)


@dataclass(frozen=True, slots=True)
class MisDeCote:
    """An update that failed five times; `contenu` is empty once its words were forgotten.

    erreur: the kind of exception, never its words.
    """

    id: int
    recu_le: datetime
    erreur: str
    contenu: dict[str, Any]


def listed(tx: Tx) -> list[MisDeCote]:
    """The oldest first, some at most."""
    rows = tx.connection().execute(select(_T).where(_ASIDE).order_by(_T.c.id).limit(MOST))
    return [_read(row) for row in rows]


def find(tx: Tx, row_id: int) -> MisDeCote | None:
    row = tx.connection().execute(select(_T).where(_T.c.id == row_id, _ASIDE)).first()
    return _read(row) if row else None


def give_back(tx: Tx, row_id: int) -> None:
    """It is handled again, as if for the first time."""
    again = update(_T).where(_T.c.id == row_id, _ASIDE)
    tx.connection().execute(again.values(etat=AGAIN, essais=0, erreur=None))


def let_go(tx: Tx, row_id: int) -> None:
    """Nothing is done of it, and its words go; that it came stays known."""
    gone = update(_T).where(_T.c.id == row_id, _ASIDE)
    tx.connection().execute(gone.values(etat=DONE, contenu=FORGOTTEN, voie="", erreur=None))


def given_back(tx: Tx) -> list[StoredUpdate]:
    """Those that were given back since the last time: they are the caller's to handle."""
    found = select(_T.c.id, _T.c.voie, _T.c.contenu).where(is_one_of(_T.c.etat, AGAIN))
    rows = tx.connection().execute(found.order_by(_T.c.id)).all()
    if rows:
        mine = update(_T).where(_T.c.id.in_([row.id for row in rows]))
        tx.connection().execute(mine.values(etat=PENDING))
    return [StoredUpdate(row.id, row.voie, json.loads(row.contenu)) for row in rows]


def _read(row: Any) -> MisDeCote:
    return MisDeCote(row.id, row.recu_le, row.erreur or "", json.loads(row.contenu))
