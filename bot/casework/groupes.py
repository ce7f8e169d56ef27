"""A service's Telegram group: registered once with a single-use code, followed when it moves."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update

from bot.casework import coordination
from bot.casework.mots import label
from bot.rendering import render_text
from storage import audit, people
from storage.machine.db import Tx
from storage.machine.outbox import RETRY, TODO, UNCERTAIN
from storage.models import Alerte, Outbox, Service
from storage.programme import Programme

REFUSED = (
    "Ce code n'est pas valable : il a déjà servi, ou il a expiré. "
    "Demandez-en un nouveau à la coordination."
)
REGISTERED = (
    "Ce groupe reçoit désormais les signalements pour {{ service }}. "
    "Répondez avec les boutons sous chacun : ils valent pour tout le service."
)
LOST = (
    "Le bot a été retiré du groupe Telegram de {service} : ses signalements n'y arrivent plus. "
    "Les prochains partent {chemin}. Pour revenir dans le groupe, créez une invitation."
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
    audit.note(tx, now, None, "groupe_inscrit", service)
    return render_text(REGISTERED, service=service.label)


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
            Outbox.etat.in_((TODO, RETRY, UNCERTAIN)),
        )
        .values(adresse=str(new))
    )


def lose_group(tx: Tx, programme: Programme, chat_id: int, now: datetime, source: str) -> None:
    """We were put out of it: alerts take the service's other ways, and the coordination knows."""
    for service in tx.scalars(select(Service).where(Service.groupe_telegram == chat_id)).all():
        service.groupe_telegram = None
        audit.note(tx, now, None, "groupe_perdu", service)
        coordination.tell(
            tx,
            programme,
            now,
            key=f"{source}:groupe:{service.id}",
            subject=f"{service.label} : le bot n'est plus dans son groupe",
            text=LOST.format(service=service.label, chemin=_other_way(programme, service)),
        )


def _other_way(programme: Programme, service: Service) -> str:
    found = {one.slug: one for one in programme.config.services}.get(service.slug)
    if found and found.emails:
        return "par courriel"
    return f"à : {label(programme.config.service, programme.config.repli.slug)}"
