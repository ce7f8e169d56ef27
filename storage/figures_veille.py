"""Figures of the veille technique, read as they stood at the end of a stretch of time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Select, and_, func, select

from bot.domain.vies.signalement import OPEN, StatutSignalement
from storage.figures import Bornes, how_many
from storage.machine.db import Tx
from storage.models import Signalement, SignalementActe

_DEAD_ENDS: Final = (StatutSignalement.ANNULE, StatutSignalement.DOUBLON)
# What a service announced as mended waits for the mediators, no longer for the service.
_AWAITED: Final = tuple(sorted(OPEN - {StatutSignalement.TRAITE_ANNONCE}))
_MENDED: Final = (StatutSignalement.TRAITE_ANNONCE, StatutSignalement.VERIFIE)


@dataclass(frozen=True, slots=True)
class Bilan:
    """Signalements of one service: sent and closed in the window, then as it ended."""

    nouveaux: int = 0
    clos: int = 0
    ouverts: int = 0
    en_retard: int = 0
    a_verifier: int = 0

    def __add__(self, other: Bilan) -> Bilan:
        return Bilan(
            self.nouveaux + other.nouveaux,
            self.clos + other.clos,
            self.ouverts + other.ouverts,
            self.en_retard + other.en_retard,
            self.a_verifier + other.a_verifier,
        )


@dataclass(frozen=True, slots=True)
class Ouvert:
    """One open signalement, by what may leave the team: never its free text."""

    numero: int
    categorie: str
    site_id: int
    service: str
    emis_le: datetime
    echeance: datetime


def by_service(tx: Tx, sites: Sequence[int], fenetre: Bornes) -> dict[str, Bilan]:
    """What happened in the window, and what was open when it ended, by service."""
    debut, fin = fenetre
    vers = SignalementActe.vers
    awaited = vers.in_(_AWAITED)
    query = _as_of(
        fin,
        Signalement.service,
        how_many(and_(Signalement.emis_le >= debut, vers.not_in(_DEAD_ENDS))),
        how_many(and_(vers == StatutSignalement.VERIFIE, SignalementActe.le >= debut)),
        how_many(vers.in_(sorted(OPEN))),
        how_many(and_(awaited, Signalement.echeance < fin)),
        how_many(vers == StatutSignalement.TRAITE_ANNONCE),
    ).where(Signalement.site_id.in_(sites))
    query = query.group_by(Signalement.service).order_by(Signalement.service)
    return {service: Bilan(*counts) for service, *counts in tx.execute(query)}


def overdue(tx: Tx, sites: Sequence[int], fin: datetime, limit: int) -> list[Ouvert]:
    """Those that a service still owed at `fin`, the longest overdue first."""
    late = _open_at(fin).where(
        Signalement.site_id.in_(sites),
        SignalementActe.vers.in_(_AWAITED),
        Signalement.echeance < fin,
    )
    ordered = late.order_by(Signalement.echeance, Signalement.numero).limit(limit)
    return [Ouvert(*row) for row in tx.execute(ordered)]


def oldest(tx: Tx, sites: Sequence[int], fin: datetime) -> Ouvert | None:
    """The signalement that had been open for longest at `fin`."""
    still = _open_at(fin).where(
        Signalement.site_id.in_(sites), SignalementActe.vers.in_(sorted(OPEN))
    )
    row = tx.execute(still.order_by(Signalement.emis_le, Signalement.numero).limit(1)).first()
    return Ouvert(*row) if row else None


def delays(tx: Tx, sites: Sequence[int], fenetre: Bornes) -> list[timedelta]:
    """From sending to the first announcement of a repair, for those first announced inside."""
    announced = func.min(SignalementActe.le)
    query = (
        select(Signalement.emis_le, announced)
        .join(SignalementActe, SignalementActe.signalement_id == Signalement.id)
        .where(Signalement.site_id.in_(sites), SignalementActe.vers.in_(_MENDED))
        .where(SignalementActe.le < fenetre[1])
        .group_by(Signalement.id, Signalement.emis_le)
        .having(announced >= fenetre[0])
    )
    return sorted(mended - emis for emis, mended in tx.execute(query))


def _open_at(fin: datetime) -> Select[Any]:
    return _as_of(
        fin,
        Signalement.numero,
        Signalement.categorie,
        Signalement.site_id,
        Signalement.service,
        Signalement.emis_le,
        Signalement.echeance,
    )


def _as_of(fin: datetime, *columns: Any) -> Select[Any]:
    """Signalements joined to their last acte before `fin`; as history is appended, it stays so."""
    last = (
        select(func.max(SignalementActe.id).label("acte_id"))
        .where(SignalementActe.le < fin)
        .group_by(SignalementActe.signalement_id)
        .subquery()
    )
    return (
        select(*columns)
        .join(SignalementActe, SignalementActe.signalement_id == Signalement.id)
        .join(last, last.c.acte_id == SignalementActe.id)
        .where(Signalement.emis_le < fin)
    )
