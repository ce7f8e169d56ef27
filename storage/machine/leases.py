"""Leases: one holder at a time for what two instances must not do together."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select, update

from storage.machine.db import Tx, insert_once
from storage.machine.tables import Bail


def take(tx: Tx, nom: str, titulaire: str, now: datetime, seconds: float) -> bool:
    """Take the lease, or keep it, for `seconds`; False while somebody else holds it."""
    until = now + timedelta(seconds=seconds)
    insert_once(tx, Bail, [{"nom": nom, "titulaire": titulaire, "expire_le": until}])
    taken = (
        update(Bail)
        .where(Bail.nom == nom, or_(Bail.titulaire == titulaire, Bail.expire_le <= now))
        .values(titulaire=titulaire, expire_le=until)
        .returning(Bail.nom)
    )
    return tx.execute(taken).first() is not None


def beat(tx: Tx, nom: str, now: datetime) -> datetime | None:
    """Note that we are alive; when that was last noted, None the first time."""
    last = tx.execute(select(Bail.expire_le).where(Bail.nom == nom)).scalar()
    insert_once(tx, Bail, [{"nom": nom, "titulaire": "", "expire_le": now}])
    tx.execute(update(Bail).where(Bail.nom == nom).values(expire_le=now))
    return last


def holder(tx: Tx, nom: str) -> str | None:
    """Who took it last, whether or not it has expired since."""
    return tx.execute(select(Bail.titulaire).where(Bail.nom == nom)).scalar()


def held(tx: Tx, nom: str, now: datetime) -> str | None:
    """Who holds it now; None when nobody does any more."""
    query = select(Bail.titulaire).where(Bail.nom == nom, Bail.expire_le > now)
    return tx.execute(query).scalar()


def release(tx: Tx, nom: str, titulaire: str) -> None:
    """Give it up at once; nothing happens when somebody else holds it."""
    tx.execute(delete(Bail).where(Bail.nom == nom, Bail.titulaire == titulaire))
