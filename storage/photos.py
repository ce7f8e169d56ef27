"""Photos kept safely: each under a random name that only we can read, with what became of it."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import func, select, update

from storage.machine.base import is_one_of
from storage.machine.db import Tx
from storage.models import Photo

A_TELECHARGER, GARDEE, REFUSEE = "a_telecharger", "gardee", "refusee"
RETIREE: Final = "retiree"
"""Taken away by who sent it, or by the coordination: its file goes."""
RETENUE: Final = "retenue"
"""What is said of one that is not to leave yet, whether it came or not."""
LIBRE, A_VERIFIER, A_FLOUTER = "libre", "a_verifier", "a_flouter"
"""Whether it may leave the team: nothing shows on it, nobody said yet, or once it is blurred."""
Zones = Sequence[Sequence[int]]
"""Rectangles to blur: [x, y, width, height], in thousandths of the photo's width."""
A_EFFACER, EFFACEE = "a_effacer", "effacee"
"""On its way out: its file first, so that no file is ever without the row that has it removed."""
ERASED_AT_ONCE: Final = 20


class PhotoRefusee(Exception):
    """A picture that will not be kept; the message says why, in French, to whoever sent it."""


def write(folder: Path, name: str, jpeg: bytes) -> None:
    """Write a cleaned picture for good, read by us alone; over what a cut attempt left."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(jpeg)
        file.flush()
        os.fsync(file.fileno())


def keep(
    tx: Tx, row: Any, file_ids: Iterable[str], now: datetime, sortie: str = A_VERIFIER
) -> None:
    """Photos that show `row`, a row of any table, as Telegram names them; to be fetched.

    sortie: LIBRE or A_FLOUTER, once somebody said so.
    """
    for file_id in file_ids:
        tx.add(
            Photo(
                objet=row.__tablename__,
                objet_id=row.id,
                file_id=file_id,
                etat=A_TELECHARGER,
                essais=0,
                recue_le=now,
                sortie=sortie,
            )
        )
    tx.flush()


def of(tx: Tx, objet: str, objet_id: int) -> list[Photo]:
    """The photos of « signalement », 12, in the order they came, whatever became of them."""
    query = select(Photo).where(Photo.objet == objet, Photo.objet_id == objet_id)
    return list(tx.scalars(query.order_by(Photo.id)))


def waiting(tx: Tx) -> list[Photo]:
    """Photos that Telegram has and we do not, oldest first."""
    query = select(Photo).where(is_one_of(Photo.etat, A_TELECHARGER)).order_by(Photo.id)
    return list(tx.scalars(query))


def files(photos: Sequence[Photo]) -> list[str]:
    """The names of those that may leave: a name alone may be that of half a file."""
    return [one.nom for one in photos if one.nom and one.etat == GARDEE and not is_held(one)]


def is_held(photo: Photo) -> bool:
    """Whether it waits for somebody's answer, or for what is to be blurred on it."""
    return photo.zones is not None or photo.sortie in (A_VERIFIER, A_FLOUTER)


def common_state(photos: Sequence[Photo]) -> str:
    """A_TELECHARGER while one is awaited, RETENUE when one is held and none may leave, REFUSEE
    when none could be kept, « » without photo.
    """
    states = {_state(photo) for photo in photos}
    order = (A_TELECHARGER, GARDEE, RETENUE, REFUSEE)
    return next((state for state in order if state in states), "")


def _state(photo: Photo) -> str:
    waits = photo.etat in (A_TELECHARGER, GARDEE) and is_held(photo)
    return RETENUE if waits else photo.etat


def try_once(tx: Tx, photo_id: int, essais: int) -> str | None:
    """Claim the next attempt, counted before it is made; None when another worker has it.

    The answer is the file's name of 128 random bits, the same at every attempt: written down
    before the file is, so that no file is ever without the row that will have it purged.
    """
    claimed = (
        update(Photo)
        .where(Photo.id == photo_id, Photo.etat == A_TELECHARGER, Photo.essais == essais)
        .values(essais=essais + 1, nom=func.coalesce(Photo.nom, f"{secrets.token_hex(16)}.jpg"))
        .returning(Photo.nom)
    )
    return tx.execute(claimed).scalar_one_or_none()


def not_tried(tx: Tx, photo_id: int) -> None:
    """That attempt does not count: this machine had no room for it."""
    mine = (Photo.id == photo_id, Photo.etat == A_TELECHARGER, Photo.essais > 0)
    tx.execute(update(Photo).where(*mine).values(essais=Photo.essais - 1))


def settle(tx: Tx, photo_id: int, *, kept: bool) -> Photo | None:
    """Say once what became of a photo: its file is kept, or refused. None when already said."""
    settled = (
        update(Photo)
        .where(Photo.id == photo_id, Photo.etat == A_TELECHARGER)
        .values(etat=GARDEE if kept else REFUSEE)
        .returning(Photo)
    )
    return tx.scalars(settled, execution_options={"populate_existing": True}).first()


def let_go(tx: Tx, ids: Sequence[int]) -> int:
    """These are to be erased, whatever became of them; how many were still there."""
    mine = update(Photo).where(Photo.id.in_(ids), Photo.etat.not_in((A_EFFACER, EFFACEE)))
    return int(tx.connection().execute(mine.values(etat=A_EFFACER)).rowcount) if ids else 0


def let_go_of(tx: Tx, objet: str, objet_ids: Sequence[int]) -> int:
    """The same, of all the photos of these rows (« signalement », 12)."""
    found = select(Photo.id).where(Photo.objet == objet, Photo.objet_id.in_(objet_ids))
    return let_go(tx, list(tx.scalars(found))) if objet_ids else 0


def is_leaving(tx: Tx, photo_id: int) -> bool:
    """Whether it was let go, or is gone."""
    gone = select(Photo.id).where(Photo.id == photo_id, Photo.etat.in_((A_EFFACER, EFFACEE)))
    return tx.execute(gone).first() is not None


def erase(tx: Tx, folder: Path) -> bool:
    """Remove the files of a few that were let go; whether some are left.

    Their rows stay, and say nothing more: neither a file nor Telegram's own key.
    """
    going = select(Photo.id, Photo.nom).where(is_one_of(Photo.etat, A_EFFACER))
    rows = tx.execute(going.order_by(Photo.id).limit(ERASED_AT_ONCE)).all()
    for _id, nom in rows:
        if nom:
            (folder / nom).unlink(missing_ok=True)
    gone = update(Photo).where(Photo.id.in_([row.id for row in rows]))
    if rows:
        tx.execute(gone.values(etat=EFFACEE, nom=None, file_id=""))
    return len(rows) == ERASED_AT_ONCE


def due_again(photo: Photo, delays: tuple[float, ...], now: datetime) -> bool:
    """Whether attempt number `essais` is due; `delays` are seconds after the photo came."""
    return (now - photo.recue_le).total_seconds() >= delays[min(photo.essais, len(delays) - 1)]
