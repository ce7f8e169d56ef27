"""The presences of some weeks, what is in doubt of them, and how many mediators there were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
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
