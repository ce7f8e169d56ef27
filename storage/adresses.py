"""Addresses of services: those that answered « nobody here », those of the weekly letter."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from storage.machine.db import Tx, insert_once
from storage.machine.outbox import Destination
from storage.models.adresses import AdresseRefusee, LettreService


def refused(tx: Tx, dispositif_id: int, service: str) -> set[Destination]:
    """Where nothing more is written to that service."""
    return {Destination(one.canal, one.adresse) for one in _off(tx, dispositif_id, service)}


def all_refused(tx: Tx, dispositif_id: int) -> list[AdresseRefusee]:
    """Those of every service of the programme, the oldest first."""
    return _off(tx, dispositif_id, None)


def refuse(
    tx: Tx, dispositif_id: int, service: str, to: Destination, raison: str, now: datetime
) -> AdresseRefusee | None:
    """Write nothing more there; None when it was known already."""
    found = select(AdresseRefusee).where(
        AdresseRefusee.dispositif_id == dispositif_id,
        AdresseRefusee.service == service,
        AdresseRefusee.canal == to.channel,
        AdresseRefusee.adresse == to.address,
    )
    row = tx.scalars(found).first()
    if row is not None and row.retablie_le is None:
        return None
    if row is None:
        row = AdresseRefusee(dispositif_id=dispositif_id, service=service)
        row.canal, row.adresse = to
        tx.add(row)
    row.raison, row.refusee_le, row.retablie_le = raison, now, None
    tx.flush()
    return row


def letter(tx: Tx, dispositif_id: int, service: str, to: Destination) -> LettreService:
    """The weekly letter of that service there, from now on if it had none."""
    keys = {"dispositif_id": dispositif_id, "service": service}
    insert_once(tx, LettreService, [{**keys, "canal": to.channel, "adresse": to.address}])
    found = select(LettreService).where(
        LettreService.dispositif_id == dispositif_id,
        LettreService.service == service,
        LettreService.canal == to.channel,
        LettreService.adresse == to.address,
    )
    return tx.scalars(found).one()


def letter_of(tx: Tx, row_id: int) -> LettreService | None:
    return tx.get(LettreService, row_id)


def _off(tx: Tx, dispositif_id: int, service: str | None) -> list[AdresseRefusee]:
    mine = [AdresseRefusee.dispositif_id == dispositif_id, AdresseRefusee.retablie_le.is_(None)]
    if service is not None:
        mine.append(AdresseRefusee.service == service)
    return list(tx.scalars(select(AdresseRefusee).where(*mine).order_by(AdresseRefusee.id)))
