"""People met: counted tap by tap, in the period of the tap."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, bindparam, func, insert, select, update
from sqlalchemy.orm import InstrumentedAttribute

from storage.machine.db import Tx
from storage.machine.prepared import Prepared
from storage.models import Rencontre


@dataclass(frozen=True, slots=True)
class Met:
    """Where and by whom people are being counted; `tranche` is the period of `le`.

    `conversation_id` is negative for what is counted on a pinned tally (`storage.tableaux`).
    """

    dispositif_id: int
    site_id: int
    presence_id: int | None
    binome_id: int
    auteur_id: int
    conversation_id: int | None
    le: datetime
    tranche: str
    source: str


_T = cast(Table, Rencontre.__table__)
_ADD = Prepared(
    insert(_T),
    int,
    (*(field.name for field in fields(Met)), "public", "nombre"),
)
_GROW = Prepared(
    update(_T)
    .where(
        _T.c.conversation_id == bindparam("b_conversation"),
        _T.c.public == bindparam("b_public"),
        _T.c.site_id == bindparam("b_site"),
        _T.c.tranche == bindparam("b_tranche"),
        _T.c.presence_id.is_not_distinct_from(bindparam("b_presence")),
        _T.c.supprimee_le.is_(None),
    )
    .values(nombre=_T.c.nombre + bindparam("b_nombre"), source=bindparam("b_source")),
    int,
)
_COUNTED = Prepared(
    select(_T.c.public, func.sum(_T.c.nombre))
    .where(_T.c.conversation_id == bindparam("b_conversation"), _T.c.supprimee_le.is_(None))
    .group_by(_T.c.public),
    lambda public, nombre: (public, int(nombre)),
)


def add(tx: Tx, met: Met, counts: Mapping[str, int]) -> None:
    """One row for each public counted; the update's key makes a replay impossible."""
    shared = asdict(met)
    rows = [
        {**shared, "public": public, "nombre": nombre, "source": _source(met, public)}
        for public, nombre in counts.items()
    ]
    _ADD.each(tx, rows)


def added(tx: Tx, met: Met, counts: Mapping[str, int]) -> list[Rencontre]:
    """The rows that `add` wrote, by their keys: no row of the past is looked at."""
    mine = Rencontre.source.in_([_source(met, public) for public in counts])
    return list(tx.scalars(select(Rencontre).where(mine).order_by(Rencontre.id)))


def _source(met: Met, public: str) -> str:
    return f"{met.source}:{public}"


def count(tx: Tx, met: Met, public: str, nombre: int) -> None:
    """Add `nombre` to the conversation's row for this public and period, or begin one.

    The row then bears the update that counted last.
    """
    values = {
        "b_conversation": met.conversation_id,
        "b_public": public,
        "b_site": met.site_id,
        "b_tranche": met.tranche,
        "b_presence": met.presence_id,
        "b_nombre": nombre,
        "b_source": f"{met.source}:{public}",
    }
    if _GROW.change(tx, values) == 0:
        add(tx, met, {public: nombre})


def uncount(tx: Tx, conversation_id: int, public: str) -> bool:
    """Take one back from the conversation's newest row for this public that still has any.

    False when none has: its lines were deleted since.
    """
    newest = (
        select(Rencontre.id)
        .where(
            Rencontre.conversation_id == conversation_id,
            Rencontre.public == public,
            Rencontre.nombre > 0,
            Rencontre.supprimee_le.is_(None),
        )
        .order_by(Rencontre.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    lowered = update(Rencontre).where(Rencontre.id == newest)
    lowered = lowered.values(nombre=Rencontre.nombre - 1).returning(Rencontre.id)
    return tx.execute(lowered).first() is not None


def by_public(tx: Tx, conversation_id: int) -> dict[str, int]:
    """What one conversation counted and nobody took away; asked at every tap."""
    tx.flush()
    return dict(_COUNTED.all(tx, {"b_conversation": conversation_id}))


def most_met(tx: Tx, binome_id: int, before: datetime) -> list[str]:
    """Publics by how many the binôme met until then, most first."""
    met = func.sum(Rencontre.nombre)
    query = (
        select(Rencontre.public)
        .where(
            Rencontre.binome_id == binome_id,
            Rencontre.le < before,
            Rencontre.supprimee_le.is_(None),
        )
        .group_by(Rencontre.public)
        .order_by(met.desc(), Rencontre.public)
    )
    return list(tx.scalars(query))


def note(tx: Tx, conversation_id: int, column: InstrumentedAttribute[Any], value: int) -> None:
    """What was answered once for all the encounters of a conversation, on each of its rows."""
    mine = update(Rencontre).where(Rencontre.conversation_id == conversation_id)
    tx.execute(mine.values({column: value}))


def total(tx: Tx, *, presence_id: int | None = None, conversation_id: int | None = None) -> int:
    """Everyone counted during a presence, or in one conversation."""
    mine = (
        Rencontre.presence_id == presence_id
        if presence_id is not None
        else Rencontre.conversation_id == conversation_id
    )
    summed = select(func.coalesce(func.sum(Rencontre.nombre), 0))
    return tx.execute(summed.where(mine, Rencontre.supprimee_le.is_(None))).scalar_one()
