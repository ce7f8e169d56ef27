"""What an entry said, gone as soon as it is taken back: its words, its place, its photos."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from sqlalchemy import delete, inspect, select

from storage import journal, notes, photos
from storage.machine import outbox
from storage.machine.db import Tx, insert_once
from storage.models import Base
from storage.models.conservation import Oubli
from storage.work import More, Work

UNDO_LIFE: Final = timedelta(hours=24)
"""How long what can itself be taken back waits: an alert that was cancelled by mistake."""
PLACE: Final = {"lieu": "", "latitude": None, "longitude": None}
WORTH_LOOKING_FOR: Final = 4
"""Letters: a shorter place (« parc ») is in half of what is said."""


def retire(tx: Tx, row: Any, now: datetime, *also: str) -> None:
    """Out of every figure, and what it said is gone: nobody can bring it back.

    `also`: under which other names something was written about it (« demande_question »).
    """
    row.supprimee_le = now
    tx.flush()
    forget(tx, row, now)
    for objet in also:
        notes.forget_about(tx, objet, row.id, now)


def forget(tx: Tx, row: Any, now: datetime) -> None:
    """What that row says in words, in degrees and in pictures; the row itself stays."""
    objet = row.__tablename__
    notes.forget_about(tx, objet, row.id, now)
    photos.let_go_of(tx, objet, [row.id])
    if len(getattr(row, "lieu", "")) >= WORTH_LOOKING_FOR:
        outbox.blank_naming(tx, row.lieu)
    for name in PLACE.keys() & inspect(type(row)).columns.keys():
        setattr(row, name, PLACE[name])
    tx.flush()


def forget_later(tx: Tx, row: Any, now: datetime) -> None:
    """The same once nobody can take the cancelling back any more, unless somebody did."""
    name = {"objet": row.__tablename__, "objet_id": row.id}
    tx.execute(delete(Oubli).where(Oubli.objet == row.__tablename__, Oubli.objet_id == row.id))
    insert_once(tx, Oubli, [{**name, "des_le": now + UNDO_LIFE}])


def due(work: Work) -> More | None:
    """Every few seconds: what was put off until now, one row at a time."""
    first = select(Oubli).where(Oubli.des_le <= work.now).order_by(Oubli.des_le).limit(1)
    asked = work.tx.scalars(first).first()
    if asked is None:
        return None
    if not journal.standing(work.tx, [(asked.objet, asked.objet_id)]):
        row = work.tx.get(_model(asked.objet), asked.objet_id)
        if row is not None:
            forget(work.tx, row, work.now)
    work.tx.delete(asked)
    work.tx.flush()
    return More(due)


def erase_photos(work: Work, folder: Path) -> More | None:
    """Every few seconds: the files of what was let go."""
    if photos.erase(work.tx, folder):
        return More(lambda later: erase_photos(later, folder))
    return None


def _model(objet: str) -> type[Base]:
    return next(one.class_ for one in Base.registry.mappers if one.class_.__tablename__ == objet)
