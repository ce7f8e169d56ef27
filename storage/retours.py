"""What became of signalements and mediations, for the mediators to tell (001 l.90, BAI-4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import aliased

from bot.domain.vies.signalement import StatutSignalement
from bot.domain.vies.vie import DEFAIRE
from storage import audit, avant
from storage.machine.db import Tx, insert_first
from storage.models import (
    Audit,
    Demande,
    DossierMediation,
    RetourDonne,
    Signalement,
    SignalementActe,
)

ANSWERED: Final = (
    StatutSignalement.VERIFIE,
    StatutSignalement.REORIENTE,
    StatutSignalement.REFUSE,
)
"""What a habitant may be told for sure: mended and seen, handed on to another service, refused."""
RECENT: Final = timedelta(days=60)
"""Older news is nobody's news any more (proposed)."""
DONNE: Final = "retour_donne"
"""What the audit keeps of an issue that was told to whoever had asked for the mediation."""
REPRIS: Final = "retour_repris"
"""The same: that it was not, after all."""


@dataclass(frozen=True, slots=True)
class Retour:
    """One thing to tell: the signalement, or the mediation, and since when it stands so."""

    row: Signalement | DossierMediation
    le: datetime


def due(tx: Tx, site_id: int, now: datetime) -> list[Retour]:
    """News of a site that nobody told yet, oldest first."""
    news = [*_signalements(tx, site_id, now), *_mediations(tx, site_id, now)]
    return sorted(news, key=lambda retour: (retour.le, retour.row.id))


def _signalements(tx: Tx, site_id: int, now: datetime) -> list[Retour]:
    """What was told when it was handed on is news again once it is mended.

    What was closed long ago is left unread: it was news then, or never.
    """
    latest = func.max(SignalementActe.le)
    query = (
        select(Signalement, latest)
        .join(SignalementActe, SignalementActe.signalement_id == Signalement.id)
        .outerjoin(RetourDonne, RetourDonne.signalement_id == Signalement.id)
        .where(
            Signalement.site_id == site_id,
            Signalement.statut.in_(ANSWERED),
            or_(Signalement.clos_le.is_(None), Signalement.clos_le > now - RECENT),
            SignalementActe.vers == Signalement.statut,
            SignalementActe.de != Signalement.statut,
            SignalementActe.acte != DEFAIRE,
            SignalementActe.defait_le.is_(None),
        )
        .group_by(Signalement.id, RetourDonne.le)
        .having((latest > now - RECENT) & (RetourDonne.le.is_(None) | (latest > RetourDonne.le)))
    )
    return [Retour(row, le) for row, le in tx.execute(query)]


def _mediations(tx: Tx, site_id: int, now: datetime) -> list[Retour]:
    """How a mediation ended that somebody had asked for without leaving an address."""
    issue = func.coalesce(DossierMediation.accord_le, DossierMediation.clos_le)
    taken_back = aliased(Audit)
    since = exists().where(
        taken_back.objet == Audit.objet,
        taken_back.objet_id == Audit.objet_id,
        taken_back.acte == REPRIS,
        taken_back.id > Audit.id,
    )
    retour = exists().where(
        Audit.objet == DossierMediation.__tablename__,
        Audit.objet_id == DossierMediation.id,
        Audit.acte == DONNE,
        Audit.le >= issue,
        ~since,
    )
    query = (
        select(DossierMediation, issue)
        .join(Demande, Demande.id == DossierMediation.demande_id)
        .where(
            DossierMediation.site_id == site_id,
            DossierMediation.supprimee_le.is_(None),
            Demande.contact.is_(None),
            issue > now - RECENT,
            ~retour,
        )
    )
    return [Retour(row, le) for row, le in tx.execute(query)]


def give(
    tx: Tx, row: Signalement | DossierMediation, personne_id: int, now: datetime
) -> dict[str, Any]:
    """It was told, now. What had been told of it before: nothing, or when and by whom."""
    if isinstance(row, Signalement):
        return _give_signalement(tx, row.id, personne_id, now)
    audit.note(tx, now, personne_id, DONNE, row, row.statut)
    return {}


def take_back(
    tx: Tx,
    row: Signalement | DossierMediation,
    before: dict[str, Any],
    personne_id: int,
    now: datetime,
) -> None:
    """It was not told after all: as `give` found it."""
    if isinstance(row, DossierMediation):
        audit.note(tx, now, personne_id, REPRIS, row, row.statut)
        return
    retour = _told(tx, row.id)
    if retour and before:
        avant.give_back(retour, before)
    elif retour:
        tx.delete(retour)
    tx.flush()


def _told(tx: Tx, signalement_id: int) -> RetourDonne | None:
    query = select(RetourDonne).where(RetourDonne.signalement_id == signalement_id)
    return tx.scalars(query).first()


def _give_signalement(
    tx: Tx, signalement_id: int, personne_id: int, now: datetime
) -> dict[str, Any]:
    retour = _told(tx, signalement_id)
    before = avant.keep(retour, "le", "personne_id") if retour else {}
    row = {"signalement_id": signalement_id, "personne_id": personne_id, "le": now}
    if retour is None and insert_first(tx, RetourDonne, row):
        return before
    told = retour or _told(tx, signalement_id)
    if told is not None:
        told.le, told.personne_id = now, personne_id
    return before
