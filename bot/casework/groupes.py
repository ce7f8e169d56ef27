"""A service's Telegram group: registered once with a single-use code, followed when it moves."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update

from storage import people
from storage.db import Tx
from storage.models import Alerte, Audit, Outbox, Service
from storage.outbox import RETRY, TODO

REFUSED = (
    "Ce code n'est pas valable : il a déjà servi, ou il a expiré. "
    "Demandez-en un nouveau à la coordination."
)


def register_group(tx: Tx, chat_id: int, code: str, now: datetime) -> str:
    """Consume a service's invitation: its alerts now go to `chat_id`; what to say in the group."""
    invitation = people.open_invitation(tx, code, now)
    if invitation is None or invitation.service_id is None:
        return REFUSED
    if not people.consume(tx, invitation.id, now):
        return REFUSED
    service = tx.get_one(Service, invitation.service_id)
    service.groupe_telegram = chat_id
    tx.add(_trace(service, now))
    return (
        f"Ce groupe reçoit désormais les signalements pour {service.label}. "
        "Répondez avec les boutons sous chacun : ils valent pour tout le service."
    )


def move_group(tx: Tx, old: int, new: int) -> None:
    """Telegram gave the group another number: rewrite it everywhere, in this transaction.

    Message numbers start again in the new group: an old one would name somebody else's message.
    """
    tx.execute(update(Service).where(Service.groupe_telegram == old).values(groupe_telegram=new))
    tx.execute(
        update(Alerte)
        .where(Alerte.canal == "telegram", Alerte.adresse == str(old))
        .values(adresse=str(new), message_id=None)
    )
    tx.execute(
        update(Outbox)
        .where(
            Outbox.canal == "telegram",
            Outbox.adresse == str(old),
            Outbox.etat.in_((TODO, RETRY)),
        )
        .values(adresse=str(new))
    )


def _trace(service: Service, now: datetime) -> Audit:
    return Audit(
        le=now,
        personne_id=None,
        acte="groupe_inscrit",
        objet="service",
        objet_id=service.id,
        detail="",
    )
