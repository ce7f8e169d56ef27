"""Time on site, week by week, and the presences that it is made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from itertools import pairwise
from typing import Any, Final, cast

from sqlalchemy import (
    Select,
    Table,
    and_,
    bindparam,
    case,
    func,
    select,
)

from bot.domain.semaine import Semaine
from storage.figures import SITES, bound, bounds, how_many
from storage.machine.base import Instant
from storage.machine.db import Tx
from storage.models import Presence, PresenceSegment
from storage.presences import LONGEST

_P = cast(Table, Presence.__table__)
_S = cast(Table, PresenceSegment.__table__)
_BEGUN: Final = bindparam("b_begun", type_=Instant())
_HERE: Final = and_(_P.c.site_id.in_(SITES), _P.c.supprimee_le.is_(None), _P.c.debut >= _BEGUN)
_ENDED: Final = and_(_P.c.fin.is_not(None), _P.c.a_confirmer.is_(False))
_IN_DOUBT: Final = and_(_P.c.fin.is_not(None), _P.c.a_confirmer.is_(True))


@dataclass(frozen=True, slots=True)
class Temps:
    """Minutes of presence, and the same multiplied by the mediators who were there."""

    presence: int = 0
    mediateur: int = 0

    def __add__(self, other: Temps) -> Temps:
        return Temps(self.presence + other.presence, self.mediateur + other.mediateur)


ParTranche = dict[tuple[int, str], Temps]
"""Confirmed presence by (site, tranche); of a segment across a bound, the part inside."""


@dataclass(frozen=True, slots=True)
class Attente:
    """Presences that are in no total: still running, or closed by the clock without an answer."""

    en_cours: int
    a_confirmer: int


@dataclass(frozen=True, slots=True)
class Presences:
    """Those of the last of some weeks, and what the week before it left in doubt."""

    attente: Attente
    precedente: Attente
    minutes_a_confirmer: int
    comptees: int
    """How many have minutes in its `temps`."""
    recul: bool
    """Whether presence was logged by the end of the first of these weeks."""


def temps(tx: Tx, sites: Sequence[int], semaines: Sequence[Semaine]) -> list[ParTranche]:
    """Of each of these weeks, which follow each other, oldest first."""
    starts = bounds(semaines)
    begun = {"b_sites": sites, "b_begun": starts["b_0"] - LONGEST}
    found = tx.connection().execute(_segments(len(semaines)), begun | starts).all()
    weeks: list[ParTranche] = [{} for _ in semaines]
    instants = list(starts.values())
    for rank, site_id, tranche, presence, mediateur, *across in found:
        parts = [(rank, Temps(presence, mediateur))] if rank >= 0 else _shares(across, instants)
        for week, part in parts:
            weeks[week][site_id, tranche] = weeks[week].get((site_id, tranche), Temps()) + part
    return weeks


def _shares(across: Sequence[Any], instants: Sequence[datetime]) -> Iterable[tuple[int, Temps]]:
    """What each week has of a segment that does not lie in a single one."""
    debut, fin, mediateurs = across
    for rank, (start, after) in enumerate(pairwise(instants)):
        inside = min(fin, after) - max(debut, start)
        if inside > timedelta():
            minutes = int(inside.total_seconds()) // 60
            yield rank, Temps(minutes, minutes * mediateurs)


def mediateurs(tx: Tx, sites: Sequence[int], semaine: Semaine) -> dict[int, int]:
    """How many mediators were on each site that week: both of a binôme, or the one who came.

    Never more than there were: two who came each on their own day are counted as one.
    """
    debut, fin = semaine.bornes()
    values = {"b_sites": sites, "b_begun": debut - LONGEST}
    seen = (
        select(_P.c.site_id, _P.c.binome_id, func.max(_P.c.mediateurs).label("n"))
        .where(_HERE, _ENDED, _P.c.debut < fin, _P.c.fin > debut)
        .group_by(_P.c.site_id, _P.c.binome_id)
    )
    found: dict[int, int] = {}
    for site_id, _binome, n in tx.connection().execute(seen, values):
        found[site_id] = found.get(site_id, 0) + n
    return found


def presences(tx: Tx, sites: Sequence[int], semaines: Sequence[Semaine]) -> Presences:
    """Of these weeks, which follow each other, oldest first: two at least."""
    starts = bounds(semaines)
    begun = min(starts[f"b_{len(semaines) - 2}"], semaines[-1].bornes()[0] - LONGEST)
    values = {"b_sites": sites, "b_begun": begun, **starts}
    row = tx.connection().execute(_presences(len(semaines)), values).one()
    running, doubt, before, doubt_before, minutes, counted, recul = row
    return Presences(
        Attente(running, doubt),
        Attente(before, doubt_before),
        int(minutes),
        counted,
        bool(recul),
    )


@cache
def _segments(weeks: int) -> Select[Any]:
    """Those of one week are summed; each of the others is a row, with its bounds."""
    ranks = [
        (and_(_S.c.debut >= bound(rank), _S.c.fin <= bound(rank + 1)), rank)
        for rank in range(weeks)
    ]
    read = (
        select(
            case(*ranks, else_=-1).label("rang"),
            *(_P.c.site_id, _P.c.mediateurs),
            *(_S.c.id, _S.c.tranche, _S.c.minutes, _S.c.debut, _S.c.fin),
        )
        .join(_S, _S.c.presence_id == _P.c.id)
        .where(_HERE, _P.c.debut < bound(weeks), _ENDED)
        .where(_S.c.debut < bound(weeks), _S.c.fin > bound(0))
        .subquery()
        .c
    )
    across = case((read.rang < 0, read.id), else_=0)
    return select(
        read.rang,
        read.site_id,
        read.tranche,
        func.sum(read.minutes),
        func.sum(read.minutes * read.mediateurs),
        func.min(case((read.rang < 0, read.debut))),
        func.max(case((read.rang < 0, read.fin))),
        func.max(read.mediateurs),
    ).group_by(read.rang, read.site_id, read.tranche, across)


@cache
def _presences(weeks: int) -> Select[Any]:
    """One row of counts; only `recul` looks further back, for the first presence that it finds."""
    this, before = bound(weeks - 1), bound(weeks - 2)
    now, then = _P.c.debut >= this, and_(_P.c.debut >= before, _P.c.debut < this)
    minutes = select(func.coalesce(func.sum(_S.c.minutes), 0)).where(_S.c.presence_id == _P.c.id)
    has_minutes = (
        select(_S.c.id)
        .where(_S.c.presence_id == _P.c.id, _S.c.debut < bound(weeks), _S.c.fin > this)
        .exists()
    )
    old = _P.alias("ancienne")
    older = select(old.c.id).where(
        old.c.site_id.in_(SITES), old.c.supprimee_le.is_(None), old.c.debut < bound(1)
    )
    return select(
        how_many(and_(now, _P.c.fin.is_(None))),
        how_many(and_(now, _IN_DOUBT)),
        how_many(and_(then, _P.c.fin.is_(None))),
        how_many(and_(then, _IN_DOUBT)),
        func.coalesce(func.sum(case((and_(now, _IN_DOUBT), minutes.scalar_subquery()))), 0),
        how_many(and_(_ENDED, has_minutes)),
        older.exists(),
    ).where(_HERE, _P.c.debut < bound(weeks))
