"""What is blurred on photos: asked on a row, made beside the file, the original then gone."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from sqlalchemy import exists, func, or_, select, update

from storage.machine.base import Base, is_one_of
from storage.machine.db import Tx
from storage.models import Photo
from storage.photos import A_TELECHARGER, GARDEE, LIBRE, RETIREE, Zones

_TO_DO = Photo.zones.is_not(None) | Photo.nom_autre.is_not(None)


def ask(photo: Photo, zones: Zones) -> None:
    """These zones are to be blurred; until then it leaves nowhere."""
    photo.zones = [list(zone) for zone in zones]


def take_away(photo: Photo) -> None:
    """It is kept nowhere; its file goes in a moment."""
    photo.etat, photo.zones, photo.nom_autre, photo.nom = RETIREE, None, photo.nom, None


def waiting(tx: Tx) -> list[Photo]:
    """Photos with something to blur, or with a file that goes; oldest first."""
    return list(tx.scalars(select(Photo).where(_TO_DO).order_by(Photo.id)))


def is_any_waiting(tx: Tx) -> bool:
    """Whether some photo is to be fetched, blurred, or to go: asked every second, in one look."""
    fetched = exists().where(is_one_of(Photo.etat, A_TELECHARGER))
    return bool(tx.execute(select(or_(fetched, exists().where(_TO_DO)))).scalar_one())


def name_of(tx: Tx, photo_id: int) -> str | None:
    """The name of the blurred file, the same at every attempt, written down before it is made.

    None when there is nothing to blur any more.
    """
    named = (
        update(Photo)
        .where(Photo.id == photo_id, Photo.etat == GARDEE, Photo.zones.is_not(None))
        .values(nom_autre=func.coalesce(Photo.nom_autre, f"{secrets.token_hex(16)}.jpg"))
        .returning(Photo.nom_autre)
    )
    return tx.execute(named).scalar_one_or_none()


def made(tx: Tx, photo: Photo) -> Photo | None:
    """The blurred file is the photo, which may leave; the original is the one that goes.

    None when other zones were asked in between: that file is made again.
    """
    found = select(Photo).where(Photo.id == photo.id).with_for_update()
    row = tx.scalars(found, execution_options={"populate_existing": True}).one()
    if row.zones != photo.zones or row.nom != photo.nom or row.nom_autre is None:
        return None
    row.nom, row.nom_autre, row.zones, row.sortie = row.nom_autre, row.nom, None, LIBRE
    return row


def gone(tx: Tx, photo_id: int, name: str) -> None:
    """The file of that name is no more."""
    same = (Photo.id == photo_id, Photo.nom_autre == name)
    tx.execute(update(Photo).where(*same).values(nom_autre=None))


def lost(tx: Tx, photo_id: int) -> Photo:
    """What was to be blurred cannot be read: it is taken away, and leaves nowhere."""
    photo = tx.get_one(Photo, photo_id)
    take_away(photo)
    return photo


def kept(tx: Tx, table: type[Base], ids: Sequence[int]) -> set[int]:
    """Which of these rows have a photo that is kept."""
    mine = select(Photo.objet_id).where(
        Photo.objet == table.__tablename__, Photo.objet_id.in_(ids), Photo.etat == GARDEE
    )
    return set(tx.scalars(mine))
