"""Figures of some weeks, summed by the database: hours, presences, encounters.

Each is one statement whatever the weeks, written once; of a site it reads these weeks alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, cast

from sqlalchemy import ColumnElement, Table, bindparam, case, func, select

from bot.domain.semaine import Semaine
from storage.machine.base import Instant
from storage.machine.db import Tx
from storage.models import Personne, Presence, QuartierRow, SiteRow, TerritoireRow

Bornes = tuple[datetime, datetime]
"""First instant, and first instant after; both aware."""
SITES: Final[Any] = bindparam("b_sites", expanding=True)
"""Row ids of the sites that a statement is about."""

_SITE = cast(Table, SiteRow.__table__)
_QUARTIER = cast(Table, QuartierRow.__table__)
_TERRITOIRE = cast(Table, TerritoireRow.__table__)
_LIEUX: Final = (
    select(
        *(_SITE.c.id, _SITE.c.slug, _SITE.c.label, _TERRITOIRE.c.slug, _SITE.c.actif),
        _QUARTIER.c.label,
    )
    .join(_QUARTIER, _QUARTIER.c.id == _SITE.c.quartier_id)
    .join(_TERRITOIRE, _TERRITOIRE.c.id == _QUARTIER.c.territoire_id)
    .where(_SITE.c.dispositif_id == bindparam("b_dispositif"))
    .order_by(_TERRITOIRE.c.id, _SITE.c.id)
)


@dataclass(frozen=True, slots=True)
class Lieu:
    """A site, the territoire (slug) and quartier (label) that it lies in; retired or not."""

    id: int
    slug: str
    label: str
    territoire: str
    actif: bool
    quartier: str


def lieux(tx: Tx, dispositif_id: int) -> tuple[Lieu, ...]:
    """Every site of the dispositif, by territoire then in the order of the file."""
    found = tx.connection().execute(_LIEUX, {"b_dispositif": dispositif_id})
    return tuple(Lieu(*row) for row in found)


def opening(tx: Tx, dispositif_id: int) -> datetime | None:
    """The carnet's first sign of life: somebody joined the team, or a presence began."""
    joined = select(func.min(Personne.charte_le)).where(Personne.dispositif_id == dispositif_id)
    began = select(func.min(Presence.debut)).where(Presence.dispositif_id == dispositif_id)
    signs = tx.execute(select(joined.scalar_subquery(), began.scalar_subquery())).one()
    return min((sign for sign in signs if sign), default=None)


def how_many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """A column that counts the rows for which `condition` holds; 0 when there is no row."""
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def bound(rank: int) -> Any:
    """The instant at which the week of that rank begins, and the one before it ends."""
    return bindparam(f"b_{rank}", type_=Instant())


def bounds(semaines: Sequence[Semaine]) -> dict[str, datetime]:
    """What `bound` stands for, of weeks that follow each other, oldest first."""
    starts = [semaine.bornes()[0] for semaine in semaines]
    instants = (*starts, semaines[-1].bornes()[1])
    return {f"b_{rank}": instant for rank, instant in enumerate(instants)}
