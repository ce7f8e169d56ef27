"""Deeds of one tap on what lasts, as they are noted, found and taken back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from storage.machine.db import Tx
from storage.models import Personne
from storage.models.gestes import Geste

_Before = dict[str, Any] | None
"""What a row was before a deed."""


def note(
    tx: Tx,
    person: Personne,
    quoi: str,
    objet_id: int,
    now: datetime,
    source: str,
    avant: _Before = None,
) -> Geste:
    """`person` did that, now; `source` is unique per update (P4)."""
    theirs = Geste(
        dispositif_id=person.dispositif_id, binome_id=person.binome_id, auteur_id=person.id
    )
    return _written(tx, theirs, quoi, objet_id, now, source, avant)


def note_command(
    tx: Tx,
    dispositif_id: int,
    quoi: str,
    objet_id: int,
    now: datetime,
    source: str,
    avant: _Before,
) -> Geste:
    """The same of a deed of the command line, which nobody signs."""
    return _written(tx, Geste(dispositif_id=dispositif_id), quoi, objet_id, now, source, avant)


def _written(
    tx: Tx, geste: Geste, quoi: str, objet_id: int, now: datetime, source: str, avant: _Before
) -> Geste:
    """What was done, when, and to what; whose it is stands in `geste` already."""
    geste.quoi, geste.objet_id, geste.avant = quoi, objet_id, avant
    geste.le, geste.source = now, f"{source}:geste"
    tx.add(geste)
    tx.flush()
    return geste


def of_commands(tx: Tx, dispositif_id: int, since: datetime, most: int) -> list[Geste]:
    """What commands did since then and nobody took back, the newest first; so many at most."""
    found = select(Geste).where(
        Geste.dispositif_id == dispositif_id,
        Geste.le >= since,
        Geste.auteur_id.is_(None),
        Geste.supprimee_le.is_(None),
    )
    return list(tx.scalars(found.order_by(Geste.le.desc(), Geste.id.desc()).limit(most)))


def get(tx: Tx, geste_id: int) -> Geste | None:
    return tx.get(Geste, geste_id)


def by_source(tx: Tx, source: str) -> Geste | None:
    """What that update did, if it did one."""
    return tx.scalars(select(Geste).where(Geste.source == f"{source}:geste")).first()


def of(tx: Tx, quoi: str, objet_id: int) -> Geste | None:
    """The deed that this row keeps, unless it was taken back."""
    found = select(Geste).where(
        Geste.objet_id == objet_id, Geste.quoi == quoi, Geste.supprimee_le.is_(None)
    )
    return tx.scalars(found).first()
