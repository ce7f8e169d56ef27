"""Signalements near a place: still open there, or mended there a short while ago."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, exists, or_, select

from bot.domain.distance import metres
from bot.domain.vies.signalement import OPEN, StatutSignalement
from storage.dispositif import Dispositif
from storage.machine.db import Tx
from storage.models import Signalement, SignalementActe, SiteRow

DEGREE_METRES: Final = 50_000
"""Less than a degree of latitude or of longitude measures anywhere in mainland France."""


@dataclass(frozen=True, slots=True)
class Endroit:
    """A spot of a site: degrees (WGS 84), those of the site's centre when it is not `exact`."""

    site_id: int
    latitude: float
    longitude: float
    exact: bool

    def is_near(self, other: Endroit, within: int) -> bool:
        """Less than so many metres away; on the same site, where one of them was not said."""
        if self.exact and other.exact:
            return self.metres_to(other) < within
        return self.site_id == other.site_id

    def metres_to(self, other: Endroit) -> float:
        return metres(self.latitude, self.longitude, other.latitude, other.longitude)


@dataclass(frozen=True, slots=True)
class RegleRetour:
    """How near and how soon after it was mended the same defect has come back (§4.5 C)."""

    metres: int
    delai: timedelta

    def holds(self, new: Endroit, emis_le: datetime, old: Endroit, repare_le: datetime) -> bool:
        """Whether one sent then is the other one, back; their category is not asked."""
        soon = repare_le <= emis_le < repare_le + self.delai
        return soon and new.is_near(old, self.metres)


def retour(config: Dispositif) -> RegleRetour:
    """As the file says: the card, the letter to the service and every figure follow this one."""
    rules = config.reglages
    return RegleRetour(rules.recurrence_metres, timedelta(days=rules.recurrence_jours))


def spot(tx: Tx, site_id: int, latitude: float | None, longitude: float | None) -> Endroit:
    """That position, or the centre of the site."""
    if latitude is not None and longitude is not None:
        return Endroit(site_id, latitude, longitude, exact=True)
    site = tx.get_one(SiteRow, site_id)
    return Endroit(site_id, site.latitude, site.longitude, exact=False)


def spot_of(tx: Tx, row: Signalement) -> Endroit:
    """Where that one is."""
    return spot(tx, row.site_id, row.latitude, row.longitude)


def still_open(
    tx: Tx,
    here: Endroit,
    categories: Collection[str],
    *,
    sites: Collection[int],
    within: int,
    since: datetime,
) -> list[Signalement]:
    """Open ones of these categories, on that site, or on another of `sites` and `within` so many
    metres; something was said of each since then. The nearest first, then the newest.
    """
    recent = exists().where(
        SignalementActe.signalement_id == Signalement.id, SignalementActe.le >= since
    )
    found = select(Signalement).where(
        Signalement.site_id.in_(sites),
        Signalement.clos_le.is_(None),
        Signalement.statut.in_(OPEN),
        Signalement.categorie.in_(categories),
        _on_it_or_around(here, within),
        recent,
    )
    far = {row: here.metres_to(spot_of(tx, row)) for row in tx.scalars(found)}
    near = [row for row in far if row.site_id == here.site_id or far[row] <= within]
    return sorted(near, key=lambda row: (far[row], -row.id))


def mended(
    tx: Tx, row: Signalement, *, sites: Collection[int], regle: RegleRetour
) -> Signalement | None:
    """The last of its category that was seen mended, and that this one is, back."""
    here = spot_of(tx, row)
    found = select(Signalement).where(
        Signalement.site_id.in_(sites),
        Signalement.clos_le > row.emis_le - regle.delai,
        Signalement.statut == StatutSignalement.VERIFIE,
        Signalement.categorie == row.categorie,
        _on_it_or_around(here, regle.metres),
    )
    latest = tx.scalars(found.order_by(Signalement.clos_le.desc(), Signalement.id.desc()))
    return next(
        (
            old
            for old in latest
            if old.clos_le and regle.holds(here, row.emis_le, spot_of(tx, old), old.clos_le)
        ),
        None,
    )


def _on_it_or_around(here: Endroit, within: int) -> ColumnElement[bool]:
    """On its site, or in a square that holds the circle: what is in it is measured afterwards."""
    side = within / DEGREE_METRES
    return or_(
        Signalement.site_id == here.site_id,
        and_(
            Signalement.latitude.between(here.latitude - side, here.latitude + side),
            Signalement.longitude.between(here.longitude - side, here.longitude + side),
        ),
    )
