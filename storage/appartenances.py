"""In which binôme somebody was, and when: an hour of presence stays whose it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import exists, select

from storage.machine.db import Tx
from storage.models import Audit, Personne

MOVED: Final = "changer_binome"
REPLACED: Final = "remplacer"
"""Acts of the audit; the detail of the first is the row id of the binôme that was left."""


@dataclass(frozen=True, slots=True)
class Sejour:
    """A time in one binôme, from `de` to `a` (None: still there)."""

    binome_id: int | None
    de: datetime
    a: datetime | None


def sejours(tx: Tx, person: Personne) -> list[Sejour]:
    """Every one, oldest first, under an older phone too."""
    return sejours_under(tx, person, phones(tx, person))


def binome_at(tx: Tx, person: Personne, le: datetime) -> int | None:
    """The binôme that the person was in at that instant: the one that the next move left."""
    moves = select(Audit.detail).where(
        Audit.objet == "personne",
        Audit.objet_id == person.id,
        Audit.acte == MOVED,
        Audit.le > le,
    )
    left = tx.scalars(moves.order_by(Audit.le, Audit.id).limit(1)).first()
    return person.binome_id if left is None else int(left or 0) or None


def sejours_under(tx: Tx, person: Personne, theirs: Sequence[Personne]) -> list[Sejour]:
    """The same, for who knows that person's `phones` already."""
    moves = select(Audit).where(
        Audit.acte == MOVED,
        Audit.objet == "personne",
        Audit.objet_id.in_([phone.id for phone in theirs]),
    )
    since = min(phone.charte_le for phone in theirs)
    stays: list[Sejour] = []
    for move in tx.scalars(moves.order_by(Audit.le, Audit.id)):
        stays.append(Sejour(int(move.detail) if move.detail else None, since, move.le))
        since = move.le
    return [*stays, Sejour(person.binome_id, since, None)]


def ids(tx: Tx, person: Personne) -> list[int]:
    """The row of that person, and those of the phones that it replaced."""
    return [phone.id for phone in phones(tx, person)]


def phones(tx: Tx, person: Personne) -> list[Personne]:
    """An older phone was revoked as replaced, under the same first name in the same binôme.

    Two people may share a first name: the binôme that they came to tells them apart.
    """
    replaced = exists().where(
        Audit.objet == "personne", Audit.objet_id == Personne.id, Audit.acte == REPLACED
    )
    older = select(Personne).where(
        Personne.dispositif_id == person.dispositif_id,
        Personne.role == person.role,
        Personne.prenom == person.prenom,
        Personne.binome_id == _first_binome(tx, person),
        Personne.id < person.id,
        replaced,
    )
    return [*tx.scalars(older), person]


def _first_binome(tx: Tx, person: Personne) -> int | None:
    """The one that the person came to, before any change."""
    moves = select(Audit.detail).where(
        Audit.acte == MOVED, Audit.objet == "personne", Audit.objet_id == person.id
    )
    origin = tx.scalars(moves.order_by(Audit.id)).first()
    return int(origin) if origin else person.binome_id
