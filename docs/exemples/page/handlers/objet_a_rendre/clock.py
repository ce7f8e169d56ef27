"""A letter to the coordination for each thing found, with the link of its page."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from sqlalchemy import select

from bot.casework.signalement.alerte import notice
from bot.delivery.channels import letter_to
from bot.signing import stand_in
from handlers.objet_a_rendre.page import OBJET
from storage.machine import passages
from storage.machine.outbox import Lane, Message, post
from storage.models.objets_trouves import ObjetTrouve
from storage.work import More, Work, a_few

TEXTE: Final = "Un objet a été trouvé par l'équipe."
PIED: Final = "Carnet de rue vous écrit parce que l'équipe a trouvé un objet."


def tell(work: Work) -> More | None:
    """Once a thing; what was found longer ago is not read again every minute."""
    lately = select(ObjetTrouve.id).where(
        ObjetTrouve.dispositif_id == work.programme.id,
        ObjetTrouve.alive(),
        ObjetTrouve.le >= work.now - timedelta(days=1),
    )
    found = list(work.tx.scalars(lately.order_by(ObjetTrouve.id)))
    told = passages.claimed(work.tx, "objet_a_rendre", map(str, found))
    return a_few(work, [one for one in found if str(one) not in told], _tell)


def _tell(work: Work, objet_id: int) -> None:
    if passages.claim(work.tx, "objet_a_rendre", str(objet_id), work.now):
        post(work.tx, work.now, _letter(work, objet_id))


def _letter(work: Work, objet_id: int) -> Message:
    config = work.programme.config
    values = {
        "objet": "Objet trouvé",
        "bandeau": config.nom,
        "text": TEXTE,
        "lien": stand_in(),
        "action": "Le voir, ou dire qu'il est rendu",
        "pied": PIED,
    }
    return Message(
        key=f"objet_a_rendre:{objet_id}",
        lane=Lane.PROMPT,
        to=letter_to(config.coordination.email),
        content=notice(values),
        subject=OBJET.of(objet_id),
    )
