"""Jobs done once for a period, however often and by however many clocks they are begun."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import bindparam, delete, select

from storage.machine.db import Tx, insert_first
from storage.machine.tables import TacheFaite

_CLAIMED = select(TacheFaite.periode).where(
    TacheFaite.tache == bindparam("b_tache"),
    TacheFaite.periode.in_(bindparam("b_periodes", expanding=True)),
)


def claim(tx: Tx, tache: str, periode: str, now: datetime) -> bool:
    """True the first time that this job is asked for this period, False ever after."""
    return insert_first(tx, TacheFaite, {"tache": tache, "periode": periode, "le": now})


def forget(tx: Tx, tache: str, periode: str) -> None:
    """It failed: whoever comes next may claim it again."""
    tx.execute(delete(TacheFaite).where(TacheFaite.tache == tache, TacheFaite.periode == periode))


def done(tx: Tx, tache: str, periode: str) -> bool:
    """Whether somebody claimed it."""
    query = select(TacheFaite.id).where(TacheFaite.tache == tache, TacheFaite.periode == periode)
    return tx.execute(query).first() is not None


def first(tx: Tx, tache: str, begins: str) -> str | None:
    """Of a job whose periods are forgotten once done, one that begins so."""
    every = tx.scalars(select(TacheFaite.periode).where(TacheFaite.tache == tache))
    return min((one for one in every if one.startswith(begins)), default=None)


def claimed(tx: Tx, tache: str, periodes: Iterable[str]) -> set[str]:
    """Those of these periods that somebody claimed, asked in one go."""
    asked = {"b_tache": tache, "b_periodes": list(periodes)}
    return set(tx.scalars(_CLAIMED, asked)) if asked["b_periodes"] else set()


def between(tx: Tx, tache: str, first: str, before: str) -> list[str]:
    """The periods that somebody claimed, of those from `first` on and before `before`, as text."""
    found = (TacheFaite.tache == tache, TacheFaite.periode >= first, TacheFaite.periode < before)
    return list(tx.scalars(select(TacheFaite.periode).where(*found)))
