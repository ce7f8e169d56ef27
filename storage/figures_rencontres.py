"""People met, week by week: the last one in detail, those before it by their totals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from sqlalchemy import Select, Table, case, func, select

from bot.domain.semaine import Semaine
from storage.figures import SITES, bound, bounds
from storage.machine.db import Tx
from storage.models import Rencontre

Counts = dict[tuple[int, str, str], int]
"""Encounters by (site, tranche, public)."""
_R = cast(Table, Rencontre.__table__)


@dataclass(frozen=True, slots=True)
class Rencontres:
    """Of some weeks, oldest first."""

    counts: Counts
    """Those of the last one."""
    totaux: tuple[int, ...]
    """How many in each."""


def rencontres(tx: Tx, sites: Sequence[int], semaines: Sequence[Semaine]) -> Rencontres:
    """Of these weeks, which follow each other, oldest first."""
    totals, counts = [0] * len(semaines), Counts()
    values = {"b_sites": sites, **bounds(semaines)}
    found = tx.connection().execute(_met(len(semaines)), values).all()
    for rank, site_id, tranche, public, n in found:
        totals[rank] += n
        if rank == len(semaines) - 1:
            counts[site_id, tranche, public] = n
    return Rencontres(counts, tuple(totals))


@cache
def _met(weeks: int) -> Select[Any]:
    last = _R.c.le >= bound(weeks - 1)
    ranks = [(_R.c.le >= bound(rank), rank) for rank in reversed(range(weeks))]
    read = (
        select(
            case(*ranks, else_=0).label("rang"),
            case((last, _R.c.site_id), else_=0).label("site_id"),
            case((last, _R.c.tranche), else_="").label("tranche"),
            case((last, _R.c.public), else_="").label("public"),
            _R.c.nombre,
        )
        .where(_R.c.site_id.in_(SITES), _R.c.supprimee_le.is_(None))
        .where(_R.c.le >= bound(0), _R.c.le < bound(weeks))
        .subquery()
        .c
    )
    groups = (read.rang, read.site_id, read.tranche, read.public)
    return select(*groups, func.sum(read.nombre)).group_by(*groups)
