"""Figures of a stretch of time, summed by the database: hours, encounters, days with an entry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from storage.machine.db import Tx
from storage.models import (
    Personne,
    Presence,
    PresenceSegment,
    QuartierRow,
    Rencontre,
    SiteRow,
    TerritoireRow,
)

Bornes = tuple[datetime, datetime]
"""First instant, and first instant after; both aware."""


@dataclass(frozen=True, slots=True)
class Lieu:
    """A site and the territoire that it lies in; retired ones keep their figures."""

    id: int
    slug: str
    label: str
    territoire: str
    actif: bool


@dataclass(frozen=True, slots=True)
class Temps:
    """Minutes of presence, and the same multiplied by the mediators who were there."""

    presence: int = 0
    mediateur: int = 0

    def __add__(self, other: Temps) -> Temps:
        return Temps(self.presence + other.presence, self.mediateur + other.mediateur)


@dataclass(frozen=True, slots=True)
class Attente:
    """Presences that are in no total: still running, or closed by the clock without an answer."""

    en_cours: int
    a_confirmer: int
    minutes_a_confirmer: int


_COUNTED = and_(
    Presence.supprimee_le.is_(None), Presence.fin.is_not(None), Presence.a_confirmer.is_(False)
)


def lieux(tx: Tx, dispositif_id: int) -> tuple[Lieu, ...]:
    """Every site of the dispositif, by territoire then in the order of the file."""
    query = (
        select(
            SiteRow.id,
            SiteRow.slug,
            SiteRow.label,
            TerritoireRow.slug.label("territoire"),
            SiteRow.actif,
        )
        .join(QuartierRow, QuartierRow.id == SiteRow.quartier_id)
        .join(TerritoireRow, TerritoireRow.id == QuartierRow.territoire_id)
        .where(SiteRow.dispositif_id == dispositif_id)
        .order_by(TerritoireRow.id, SiteRow.id)
    )
    return tuple(Lieu(*row) for row in tx.execute(query))


def temps(tx: Tx, sites: Sequence[int], fenetre: Bornes) -> dict[tuple[int, str], Temps]:
    """Confirmed presence by (site, tranche); of a segment across a bound, the part inside."""
    sums: dict[tuple[int, str], Temps] = {}
    for site_id, tranche, presence, mediateur in tx.execute(_whole_segments(sites, fenetre)):
        sums[site_id, tranche] = Temps(presence, mediateur)
    for site_id, tranche, debut, fin, mediateurs in tx.execute(_cut_segments(sites, fenetre)):
        inside = min(fin, fenetre[1]) - max(debut, fenetre[0])
        minutes = int(inside.total_seconds()) // 60
        cut = Temps(minutes, minutes * mediateurs)
        sums[site_id, tranche] = sums.get((site_id, tranche), Temps()) + cut
    return sums


def _whole_segments(sites: Sequence[int], fenetre: Bornes) -> Select[int, str, int, int]:
    minutes = PresenceSegment.minutes
    return (
        select(
            Presence.site_id,
            PresenceSegment.tranche,
            func.sum(minutes),
            func.sum(minutes * Presence.mediateurs),
        )
        .join(PresenceSegment, PresenceSegment.presence_id == Presence.id)
        .where(Presence.site_id.in_(sites), _COUNTED)
        .where(PresenceSegment.debut >= fenetre[0], PresenceSegment.fin <= fenetre[1])
        .group_by(Presence.site_id, PresenceSegment.tranche)
    )


def _cut_segments(
    sites: Sequence[int], fenetre: Bornes
) -> Select[int, str, datetime, datetime, int]:
    debut, fin = PresenceSegment.debut, PresenceSegment.fin
    return (
        select(Presence.site_id, PresenceSegment.tranche, debut, fin, Presence.mediateurs)
        .join(PresenceSegment, PresenceSegment.presence_id == Presence.id)
        .where(Presence.site_id.in_(sites), _COUNTED)
        .where(
            or_(
                and_(debut < fenetre[0], fin > fenetre[0]),
                and_(debut < fenetre[1], fin > fenetre[1]),
            )
        )
        .order_by(PresenceSegment.id)
    )


def counted(tx: Tx, sites: Sequence[int], fenetre: Bornes) -> int:
    """Presences that have minutes in `temps`."""
    query = (
        select(func.count(Presence.id.distinct()))
        .join(PresenceSegment, PresenceSegment.presence_id == Presence.id)
        .where(Presence.site_id.in_(sites), _COUNTED)
        .where(PresenceSegment.debut < fenetre[1], PresenceSegment.fin > fenetre[0])
    )
    return tx.execute(query).scalar_one()


def attente(tx: Tx, sites: Sequence[int], fenetre: Bornes) -> Attente:
    """Presences begun in the window that no total counts."""
    in_doubt = and_(Presence.fin.is_not(None), Presence.a_confirmer.is_(True))
    mine = (
        Presence.site_id.in_(sites),
        Presence.supprimee_le.is_(None),
        Presence.debut >= fenetre[0],
        Presence.debut < fenetre[1],
    )
    counts = select(how_many(Presence.fin.is_(None)), how_many(in_doubt)).where(*mine)
    minutes = (
        select(func.coalesce(func.sum(PresenceSegment.minutes), 0))
        .join(Presence, Presence.id == PresenceSegment.presence_id)
        .where(*mine, in_doubt)
    )
    en_cours, a_confirmer = tx.execute(counts).one()
    return Attente(en_cours, a_confirmer, tx.execute(minutes).scalar_one())


def presences_by_day(tx: Tx, sites: Sequence[int], jours: Sequence[Bornes]) -> tuple[int, ...]:
    """For each day, the presences (running and unconfirmed ones too) that touch it."""
    fin = func.coalesce(Presence.fin, Presence.debut)
    columns = [
        how_many(and_(Presence.debut < after, or_(fin > start, Presence.debut >= start)))
        for start, after in jours
    ]
    query = select(*columns).where(
        Presence.site_id.in_(sites),
        Presence.supprimee_le.is_(None),
        Presence.debut < jours[-1][1],
        or_(fin > jours[0][0], Presence.debut >= jours[0][0]),
    )
    return tuple(tx.execute(query).one())


def rencontres(tx: Tx, sites: Sequence[int], fenetre: Bornes) -> dict[tuple[int, str, str], int]:
    """Encounters by (site, tranche, public)."""
    query = (
        select(Rencontre.site_id, Rencontre.tranche, Rencontre.public, func.sum(Rencontre.nombre))
        .where(Rencontre.site_id.in_(sites), Rencontre.supprimee_le.is_(None))
        .where(Rencontre.le >= fenetre[0], Rencontre.le < fenetre[1])
        .group_by(Rencontre.site_id, Rencontre.tranche, Rencontre.public)
    )
    return {(site, tranche, public): n for site, tranche, public, n in tx.execute(query)}


def first_presence(tx: Tx, sites: Sequence[int]) -> datetime | None:
    """When presence began to be logged on these sites."""
    query = select(func.min(Presence.debut)).where(
        Presence.site_id.in_(sites), Presence.supprimee_le.is_(None)
    )
    return tx.execute(query).scalar_one()


def opening(tx: Tx, dispositif_id: int) -> datetime | None:
    """The carnet's first sign of life: somebody joined the team, or a presence began."""
    joined = select(func.min(Personne.charte_le)).where(Personne.dispositif_id == dispositif_id)
    began = select(func.min(Presence.debut)).where(Presence.dispositif_id == dispositif_id)
    signs = (tx.execute(joined).scalar_one(), tx.execute(began).scalar_one())
    return min((sign for sign in signs if sign), default=None)


def how_many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """A column that counts the rows for which `condition` holds; 0 when there is no row."""
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)
