"""Direct requests, as the coordination, the binômes and the clock read them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, cast, distinct, exists, func, literal_column, select

from bot.domain.vies.demande import EN_ATTENTE, OUVERTES, SUIVIES, StatutDemande
from storage.machine.db import Tx, insert_once
from storage.machine.outbox import unsent
from storage.models import Audit, Demande, DossierMediation, Outbox, TacheFaite

RAPPEL = "demande-en-retard"
A_YEAR: Final = timedelta(days=365)
NO_CONTACT: Final[ColumnElement[str]] = literal_column("''")
"""Written out, as in the index of those that have one."""


def get(tx: Tx, demande_id: int) -> Demande | None:
    """The demande, unless it was deleted."""
    row = tx.get(Demande, demande_id)
    return row if row and row.supprimee_le is None else None


def lock(tx: Tx, demande_id: int) -> Demande:
    """The demande, held until the transaction ends. Raises NoResultFound."""
    found = select(Demande).where(Demande.id == demande_id).with_for_update()
    return tx.scalars(found, execution_options={"populate_existing": True}).one()


def open_ones(tx: Tx, dispositif_id: int) -> list[Demande]:
    """What is not over, the soonest to answer first; then what the Ville has, the newest first."""
    found = select(Demande).where(
        Demande.dispositif_id == dispositif_id,
        Demande.statut.in_(SUIVIES),
        Demande.supprimee_le.is_(None),
    )
    rows = list(tx.scalars(found.order_by(Demande.repondre_avant, Demande.id)))
    ours = [row for row in rows if row.statut in OUVERTES]
    return [*ours, *(row for row in reversed(rows) if row.statut not in OUVERTES)]


def at_the_ville(tx: Tx, dispositif_id: int, since: datetime) -> list[Demande]:
    """Those that the Ville has, which it was given since then."""
    found = select(Demande).where(
        Demande.dispositif_id == dispositif_id,
        Demande.statut == StatutDemande.TRANSMISE,
        # The index knows when an answer was promised: years of those before are not read.
        Demande.repondre_avant >= since - A_YEAR,
        Demande.decidee_le >= since,
        Demande.supprimee_le.is_(None),
    )
    return list(tx.scalars(found.order_by(Demande.repondre_avant, Demande.id)))


def to_precise(tx: Tx, binome_id: int) -> list[Demande]:
    """Those that this binôme noted and about which the coordination asks something."""
    found = select(Demande).where(
        Demande.binome_id == binome_id,
        Demande.statut == StatutDemande.A_PRECISER,
        Demande.supprimee_le.is_(None),
    )
    return list(tx.scalars(found.order_by(Demande.id)))


def in_charge(tx: Tx, binome_id: int) -> list[Demande]:
    """What this binôme has to do, or to answer the coordination about."""
    found = select(Demande).where(
        Demande.affectee_id == binome_id,
        Demande.statut == StatutDemande.ACCEPTEE,
        Demande.supprimee_le.is_(None),
    )
    entrusted = list(tx.scalars(found.order_by(Demande.id)))
    return [*entrusted, *to_precise(tx, binome_id)]


def by_source(tx: Tx, source: str) -> Demande | None:
    """The request that a form already made, when it is sent twice."""
    return tx.scalars(select(Demande).where(Demande.source == source)).first()


def answered_by(tx: Tx, dispositif_id: int, suite: str) -> list[Demande]:
    """Those that « M-0003 » or « V-0012 » ended."""
    found = select(Demande).where(
        Demande.dispositif_id == dispositif_id,
        Demande.statut == StatutDemande.TRAITEE,
        Demande.suite == suite,
        Demande.supprimee_le.is_(None),
    )
    return list(tx.scalars(found.order_by(Demande.id)))


def from_address(tx: Tx, contact: str, since: datetime) -> int:
    """How many requests the mailbox of that address made since then."""
    left = select(Demande.contact).where(Demande.contact.is_not(None), Demande.recue_le >= since)
    return sum(boite(one or "") == boite(contact) for one in tx.scalars(left))


def strangers(tx: Tx, dispositif_id: int, since: datetime) -> int:
    """How many addresses were left since then by whoever has not confirmed one."""
    counted = select(func.count(distinct(Demande.contact))).where(
        Demande.dispositif_id == dispositif_id,
        Demande.contact != NO_CONTACT,
        Demande.confirmee_le.is_(None),
        Demande.recue_le >= since,
    )
    return tx.execute(counted).scalar_one()


def boite(contact: str) -> str:
    """The mailbox of an address: « Qui+un@… » and « qui+deux@… » arrive in the same."""
    local, _, domain = contact.lower().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


def is_confirmed(tx: Tx, contact: str) -> bool:
    """Whether the holder of that address said that answers may be written to it."""
    found = select(Demande.id).where(Demande.contact == contact, Demande.confirmee_le.is_not(None))
    return tx.execute(found.limit(1)).first() is not None


def bearing(tx: Tx, dispositif_id: int, contact: str) -> list[Demande]:
    """The requests of a programme that bear that address; empty for none."""
    found = select(Demande).where(
        Demande.dispositif_id == dispositif_id,
        Demande.contact == contact,
        Demande.contact != NO_CONTACT,
        Demande.supprimee_le.is_(None),
    )
    return list(tx.scalars(found.order_by(Demande.id)))


def by_form(tx: Tx, dispositif_id: int, since: datetime) -> int:
    """How many requests came by the public form since then."""
    counted = select(func.count()).where(
        Demande.dispositif_id == dispositif_id,
        Demande.auteur_id.is_(None),
        Demande.recue_le >= since,
    )
    return tx.execute(counted).scalar_one()


def late(tx: Tx, dispositif_id: int, now: datetime, most: int) -> list[Demande]:
    """Unanswered past their day, and not yet reminded of; so many at most."""
    reminded = exists().where(
        TacheFaite.tache == RAPPEL, TacheFaite.periode == cast(Demande.id, TacheFaite.periode.type)
    )
    found = select(Demande).where(
        Demande.dispositif_id == dispositif_id,
        Demande.statut.in_(EN_ATTENTE),
        Demande.repondre_avant <= now,
        Demande.supprimee_le.is_(None),
        ~reminded,
    )
    # By what the index is ordered by: by their number, years of them would be walked through.
    return list(tx.scalars(found.order_by(Demande.repondre_avant, Demande.id).limit(most)))


def answered_before(tx: Tx, dispositif_id: int, before: datetime, most: int) -> list[Demande]:
    """Over since then, mediation included, every letter gone, and an address is still known.

    So many at most.
    """
    last = select(func.max(Audit.le)).where(
        Audit.objet == Demande.__tablename__, Audit.objet_id == Demande.id
    )
    goes_on = exists().where(
        DossierMediation.demande_id == Demande.id,
        DossierMediation.supprimee_le.is_(None),
        DossierMediation.clos_le.is_(None) | (DossierMediation.clos_le > before),
    )
    waits = exists().where(unsent(Outbox), Outbox.adresse == Demande.contact)
    found = select(Demande).where(
        Demande.dispositif_id == dispositif_id,
        Demande.contact != NO_CONTACT,
        Demande.statut.not_in(OUVERTES),
        # The audit keeps a year: what it forgot is older than any delay.
        func.coalesce(last.scalar_subquery(), Demande.recue_le) <= before,
        ~goes_on,
        ~waits,
    )
    return list(tx.scalars(found.order_by(Demande.id).limit(most)))


def note_reminded(tx: Tx, demande: Demande, now: datetime) -> None:
    """Once only, whoever's clock rings."""
    row = {"tache": RAPPEL, "periode": str(demande.id), "le": now}
    insert_once(tx, TacheFaite, [row])
