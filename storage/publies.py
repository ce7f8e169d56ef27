"""Signalements that everybody may read: things in public space, which a service has already."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, exists, select

from bot.domain.vies.signalement import CLOS, OPEN, StatutSignalement
from storage.machine.db import Tx
from storage.models import Alerte, Signalement
from storage.programme import Programme

DECIMALS = 4
"""Of a degree: some ten metres."""


class SignalementPublie(NamedTuple):
    """No word that anybody typed, no photo, nobody; `latitude`, `longitude`: None for its site."""

    numero: int
    categorie: str
    service: str
    site_id: int
    statut: str
    emis_le: datetime
    echeance: datetime
    recu_le: datetime | None
    traite_le: datetime | None
    clos_le: datetime | None
    latitude: float | None
    longitude: float | None

    @property
    def is_open(self) -> bool:
        return self.statut in OPEN

    @property
    def moved_le(self) -> datetime:
        """When it last changed, as far as its dates tell."""
        dates = (self.emis_le, self.recu_le, self.traite_le, self.clos_le)
        return max(filter(None, dates))


class Recherche(NamedTuple):
    """What is asked: instants in UTC; None for whatever it is. `numeros` asks for these alone."""

    debut: datetime | None = None
    fin: datetime | None = None
    codes: frozenset[str] | None = None
    ouverts: bool | None = None
    numeros: frozenset[int] | None = None
    page: int = 1
    taille: int = 100


def find(tx: Tx, programme: Programme, asked: Recherche) -> list[SignalementPublie]:
    """The newest first."""
    found = (
        select(*(getattr(Signalement, name) for name in SignalementPublie._fields))
        .where(*_public(programme), *_asked(asked))
        .order_by(Signalement.emis_le.desc(), Signalement.id.desc())
    )
    rows = tx.execute(found.limit(asked.taille).offset((asked.page - 1) * asked.taille))
    return [SignalementPublie(*row) for row in rows]


def codes(programme: Programme) -> tuple[str, ...]:
    """The catégories of public space: what belongs to a building is its tenants' own business."""
    return tuple(one.slug for one in programme.config.categories if not one.bati)


def _public(programme: Programme) -> Sequence[ColumnElement[bool]]:
    config = programme.config
    inside = [one.slug for one in config.types_lieu if one.patrimoine]
    sites = [
        programme.sites[one.slug]
        for one in config.sites
        if one.type_lieu in inside and one.slug in programme.sites
    ]
    kind = Signalement.type_lieu
    left = exists().where(Alerte.signalement_id == Signalement.id, Alerte.envoyee_le.is_not(None))
    return (
        Signalement.dispositif_id == programme.id,
        Signalement.statut != StatutSignalement.ANNULE,
        Signalement.categorie.in_(codes(programme)),
        kind.is_(None) | kind.not_in(inside),
        kind.is_not(None) | Signalement.site_id.not_in(sites),
        left,
    )


def _asked(asked: Recherche) -> Sequence[ColumnElement[bool]]:
    if asked.numeros is not None:
        return (Signalement.numero.in_(asked.numeros),)
    tests: list[ColumnElement[bool]] = []
    if asked.debut:
        tests.append(Signalement.emis_le >= asked.debut)
    if asked.fin:
        tests.append(Signalement.emis_le <= asked.fin)
    if asked.codes is not None:
        tests.append(Signalement.categorie.in_(asked.codes))
    if asked.ouverts is not None:
        tests.append(Signalement.statut.in_(_states(ouverts=asked.ouverts)))
    return tests


def _states(*, ouverts: bool) -> Collection[StatutSignalement]:
    return OPEN if ouverts else CLOS
