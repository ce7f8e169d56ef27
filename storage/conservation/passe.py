"""How a kind of thing is forgotten: its rows in the order they came, a few at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import takewhile
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, Table, select, update

from bot.domain.interventions import add_months
from storage.machine.db import Tx
from storage.models import Base
from storage.models.conservation import Conservation
from storage.work import Work

AT_ONCE: Final = 50
"""Rows of one step: some 3 ms, and nobody waits longer."""


@dataclass(frozen=True, slots=True)
class Pas:
    """One step: how many rows it emptied, and the number it went to; None at the end."""

    touches: int
    reached: int | None = None


@dataclass(frozen=True, slots=True)
class Perissable:
    """A kind of thing that is forgotten: how it is said, its table, the delay that it follows."""

    quoi: str
    """In French, for `carnet purge`: « texte tapé »."""
    table: str
    duree: str
    """A field of DureesConservation."""
    step: Callable[[Work, int], Pas]
    """Goes on past a row's number, 0 at first."""

    @property
    def cle(self) -> str:
        """Under which it is kept how far the last nights went."""
        return _cle(self.duree, self.table)


def _cle(duree: str, table: str) -> str:
    return f"{duree.removesuffix('_mois')}:{table}"


Effaceur = Callable[[Work, Sequence[Row[Any]]], int]
"""Forgets something of these rows; how many of them still said it."""


def table(name: str) -> Table:
    return Base.metadata.tables[name]


def months_before(moment: datetime, months: int) -> datetime:
    """The same hour, so many months earlier."""
    return datetime.combine(add_months(moment.date(), -months), moment.timetz())


def passe(
    quoi: str, rows: Table, moment: str, duree: str, deed: Effaceur, at_once: int = AT_ONCE
) -> Perissable:
    """`deed` of the rows of that table which are older than the delay `duree`, in months.

    They are read by number, from where the last day stopped: no index is needed, and years of
    them are never read again. A row that is not old enough holds back those that came after it.
    """
    query = select(rows).order_by(rows.c.id).limit(at_once)

    def step(work: Work, after: int) -> Pas:
        key = _cle(duree, rows.name)
        found = _next(work.tx, query, rows, max(after, _reached(work, key)))
        before = months_before(work.now, getattr(work.programme.config.conservation, duree))
        old = list(takewhile(lambda row: _is_before(row._mapping[moment], before), found))
        touched = deed(work, _ours(work, old)) if old else 0
        if old:
            go_to(work, key, old[-1].id)
        return Pas(touched, old[-1].id if len(old) == at_once else None)

    return Perissable(quoi, rows.name, duree, step)


def peu(
    quoi: str, rows: Table, duree: str, due: Callable[[Work], Select[Any]], deed: Effaceur
) -> Perissable:
    """`deed` of what `due` gives, where few rows are ever due: once done, they no longer are."""

    def step(work: Work, _after: int) -> Pas:
        found = work.tx.connection().execute(due(work).limit(AT_ONCE)).all()
        touched = deed(work, found) if found else 0
        return Pas(touched, found[-1].id if len(found) == AT_ONCE else None)

    return Perissable(quoi, rows.name, duree, step)


def emptying(rows: Table, says: ColumnElement[bool], **values: Any) -> Effaceur:
    """A deed that writes `values` over those that still say something (`says`)."""

    def deed(work: Work, old: Sequence[Row[Any]]) -> int:
        ids = [row.id for row in old]
        return changed(work.tx, update(rows).where(rows.c.id.in_(ids), says).values(values))

    return deed


def changed(tx: Tx, statement: Any) -> int:
    """How many rows that statement changed."""
    return int(tx.connection().execute(statement).rowcount)


def _is_before(moment: datetime | date | None, before: datetime) -> bool:
    if isinstance(moment, datetime):
        return moment < before
    return moment is not None and moment < before.date()


def _ours(work: Work, rows: Sequence[Row[Any]]) -> list[Row[Any]]:
    """Those of this programme, of a table that says it; all of them otherwise."""
    mine = work.programme.id
    return [row for row in rows if row._mapping.get("dispositif_id", mine) == mine]


def _next(tx: Tx, query: Select[Any], rows: Table, after: int) -> Sequence[Row[Any]]:
    return tx.connection().execute(query.where(rows.c.id > after)).all()


def _mark(work: Work, key: str) -> Select[Any]:
    return select(Conservation).where(
        Conservation.dispositif_id == work.programme.id, Conservation.quoi == key
    )


def _reached(work: Work, key: str) -> int:
    mark = work.tx.scalars(_mark(work, key)).first()
    return mark.jusqua if mark else 0


def go_to(work: Work, key: str, row_id: int) -> None:
    mark = work.tx.scalars(_mark(work, key)).first()
    if mark is None:
        work.tx.add(Conservation(dispositif_id=work.programme.id, quoi=key, jusqua=row_id))
    else:
        mark.jusqua = row_id
    work.tx.flush()
