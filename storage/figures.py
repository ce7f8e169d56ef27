"""What the figures are about: places and instants, and how many mediators stand behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, cast

from sqlalchemy import Table, bindparam, func, select

from bot.domain.semaine import Semaine
from storage.machine.base import Instant
from storage.machine.db import Tx
from storage.models import Personne, Presence, QuartierRow, SiteRow, TerritoireRow
from storage.presences import LONGEST

Bornes = tuple[datetime, datetime]
"""First instant, and first instant after; both aware."""
SITES: Final[Any] = bindparam("b_sites", expanding=True)
"""Row ids of the sites that a statement is about."""


def bound(rank: int) -> Any:
    """The instant at which the week of that rank begins, and the one before it ends."""
    return bindparam(f"b_{rank}", type_=Instant())


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
_P = cast(Table, Presence.__table__)
_SEEN: Final = (
    select(_P.c.site_id, _P.c.binome_id, func.max(_P.c.mediateurs))
    .where(_P.c.site_id.in_(SITES), _P.c.supprimee_le.is_(None))
    .where(_P.c.debut >= bindparam("b_begun", type_=Instant()), _P.c.debut < bound(1))
    .where(_P.c.fin > bound(0), _P.c.a_confirmer.is_(False))
    .group_by(_P.c.site_id, _P.c.binome_id)
)
_M = cast(Table, Personne.__table__)
_SIGNS: Final = select(
    select(func.min(_M.c.charte_le))
    .where(_M.c.dispositif_id == bindparam("b_dispositif"))
    .scalar_subquery(),
    select(func.min(_P.c.debut))
    .where(_P.c.dispositif_id == bindparam("b_dispositif"))
    .scalar_subquery(),
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
    signs = tx.connection().execute(_SIGNS, {"b_dispositif": dispositif_id}).one()
    return min((sign for sign in signs if sign), default=None)


def mediateurs(tx: Tx, sites: Sequence[int], semaine: Semaine) -> dict[int, int]:
    """How many mediators were on each site that week: both of a binôme, or the one who came.

    Never more than there were: two who came each on their own day are counted as one.
    """
    debut, fin = semaine.bornes()
    values = {"b_sites": sites, "b_begun": debut - LONGEST, "b_0": debut, "b_1": fin}
    found: dict[int, int] = {}
    for site_id, _binome, n in tx.connection().execute(_SEEN, values):
        found[site_id] = found.get(site_id, 0) + n
    return found
