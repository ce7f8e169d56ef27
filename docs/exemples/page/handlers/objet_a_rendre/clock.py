"""A letter to the coordination for each thing found, with the link of its page."""

from __future__ import annotations

from typing import Final

from sqlalchemy import select

from bot.casework.signalement.alerte import notice
from bot.delivery.channels import letter_to
from bot.signing import LINK
from handlers.objet_a_rendre.page import OBJET
from storage.machine import passages
from storage.machine.outbox import Lane, Message, post
from storage.models.objets_trouves import ObjetTrouve
from storage.work import Work

TEXTE: Final = (
    f"Un objet a été trouvé par l'équipe. Pour le voir, ou dire qu'il est rendu : {LINK}"
)
PIED: Final = "Carnet de rue vous écrit parce que l'équipe a trouvé un objet."


def tell(work: Work) -> None:
    """Once a thing."""
    mine = ObjetTrouve.dispositif_id == work.programme.id
    for row in work.tx.scalars(select(ObjetTrouve).where(mine, ObjetTrouve.alive())):
        if passages.claim(work.tx, "objet_a_rendre", str(row.id), work.now):
            post(work.tx, work.now, _letter(work, row))


def _letter(work: Work, row: ObjetTrouve) -> Message:
    config = work.programme.config
    values = {"objet": "Objet trouvé", "bandeau": config.nom, "text": TEXTE, "pied": PIED}
    return Message(
        key=f"objet_a_rendre:{row.id}",
        lane=Lane.PROMPT,
        to=letter_to(config.coordination.email),
        content=notice(values),
        subject=OBJET.of(row.id),
    )
