"""A service's Telegram group: registered once with a single-use code, followed when it moves."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update

from bot.casework import coordination
from bot.casework.libelles import label
from bot.casework.signalement.envoi import destinations, readdress
from bot.delivery.channels import chat_of, label_of
from bot.rendering import render_line, render_text
from storage import audit, people, services
from storage.machine.db import Tx
from storage.machine.outbox import SENDING, Destination, unsent
from storage.models import Outbox, ServiceRow
from storage.programme import Programme
from storage.work import Work

REFUSED = (
    "Ce code n'est pas valable : il a déjà servi, ou il a expiré. "
    "Demandez-en un nouveau à la coordination."
)
REGISTERED = (
    "Ce {{ 'sujet' if sujet else 'groupe' }} reçoit désormais les signalements "
    "pour {{ service }}. Répondez avec les boutons sous chacun : ils valent pour tout le service."
    "{% if partage %}\nCe groupe en sert plusieurs : chaque signalement dit pour qui.{% endif %}"
)
LOST = (
    "Le bot a été retiré du groupe Telegram {{ service|du_service }} : ses signalements "
    "n'y arrivent plus. Les prochains partent {{ chemin }}. "
    "Pour revenir dans le groupe, créez une invitation."
)


def register_group(
    tx: Tx, chat_id: int, code: str, now: datetime, *, topic: int | None = None
) -> str:
    """Consume a service's invitation: its alerts now go to `chat_id`, in that topic of a forum.

    Returns what to say there.
    """
    invitation = people.open_invitation(tx, code, now)
    if invitation is None or invitation.service_id is None:
        return REFUSED
    if not people.consume(tx, invitation.id, now):
        return REFUSED
    service = tx.get_one(ServiceRow, invitation.service_id)
    service.groupe_telegram, service.sujet_telegram = chat_id, topic
    audit.note(tx, now, None, "groupe_inscrit", service)
    shared = len(services.of_group(tx, chat_id)) > 1
    values = {"service": service.label, "sujet": topic is not None, "partage": shared}
    return render_text(REGISTERED, **values)


def move(tx: Tx, old: Destination, new: Destination) -> None:
    """A group was given another address: rewrite it everywhere, in this transaction."""
    if chat := chat_of(old):
        known = update(ServiceRow).where(ServiceRow.groupe_telegram == chat)
        tx.execute(known.values(groupe_telegram=chat_of(new)))
    readdress(tx, old, new)
    tx.execute(
        update(Outbox)
        .where(
            unsent(Outbox),
            Outbox.canal == old.channel,
            Outbox.adresse == old.address,
            Outbox.etat != SENDING,
        )
        .values(adresse=new.address)
    )


def lose_group(work: Work, chat_id: int, source: str) -> None:
    """We were put out of it: alerts take the service's other ways, and the coordination knows.

    Only of the programme of `work`: each is told of its own services.
    """
    for service in services.of_group(work.tx, chat_id):
        if service.dispositif_id != work.programme.id:
            continue
        service.groupe_telegram = service.sujet_telegram = None
        audit.note(work.tx, work.now, None, "groupe_perdu", service)
        coordination.tell(
            work,
            key=f"{source}:groupe:{service.id}",
            subject=f"{service.label} : le bot n'est plus dans son groupe",
            text=render_line(
                LOST, service=service.label, chemin=_other_way(work.tx, work.programme, service)
            ),
        )


def _other_way(tx: Tx, programme: Programme, service: ServiceRow) -> str:
    found = {one.slug: one for one in programme.config.services}.get(service.slug)
    left = destinations(tx, programme, found) if found else []
    if left:
        return f"par {label_of(left[0].channel)}"
    return f"à : {label(programme.config.service, programme.config.repli.slug)}"
