"""What a signalement's alerts do once its photo is kept or refused: they wait for it no more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from bot.casework.signalement import envoi
from bot.casework.signalement.contenu import EnMain
from bot.delivery.channels import forme_of, to_person
from bot.delivery.contract import Forme
from bot.rendering import render_text
from storage import signalements
from storage.machine.db import Tx
from storage.machine.outbox import DEAD, Lane, Message, post
from storage.models import Alerte, Outbox, Personne, Photo
from storage.programme import Programme

UNOBTAINABLE: Final = "Telegram ne l'a pas transmise"
NOT_KEPT: Final = (
    "{{ v }} : la photo n'a pas pu être gardée : {{ raison }}. Le signalement est parti sans elle."
)


def settled(
    tx: Tx, programmes: Mapping[int, Programme], photo: Photo, refusal: str | None, now: datetime
) -> None:
    """`refusal`: None when the photo was kept, else why not, « » when it never came."""
    signalement = signalements.lock(tx, photo.objet_id)
    programme = programmes[signalement.dispositif_id]
    en_main = EnMain(tx, programme, now, signalement)
    envoi.rewrite_unsent(en_main)
    if refusal is None:
        _show_apart(en_main)
    else:
        _tell_author(en_main, photo, refusal or UNOBTAINABLE)


def _show_apart(en_main: EnMain) -> None:
    """A photo that came after its card left, or a second one, follows in the group by itself.

    Mailboxes need nothing: a letter carries every photo known as it leaves, and the page all.
    """
    for row in signalements.alertes(en_main.tx, en_main.signalement.id):
        card = signalements.envoi(en_main.tx, row.id)
        dead = card.etat == DEAD if card else row.envoyee_le is None
        if forme_of(row.canal) is Forme.FIL and not dead:
            post(en_main.tx, en_main.now, *_apart(en_main, row, card))


def _apart(en_main: EnMain, row: Alerte, card: Outbox | None) -> Iterator[Message]:
    """After its card, which has left unless it still waits."""
    text = render_text("📷 {{ v }}", v=en_main.reference)
    for name in en_main.contenu().photos:
        if name != row.photo:
            yield Message(
                key=f"alerte:{row.id}:photo:{name}",
                lane=Lane.ALERTE,
                to=row.destination,
                content={"text": text, "photo": name},
                not_before=card.pas_avant if card else None,
            )


def _tell_author(en_main: EnMain, photo: Photo, reason: str) -> None:
    author = en_main.tx.get_one(Personne, en_main.signalement.auteur_id)
    if author.revoquee_le is not None:
        return
    text = render_text(NOT_KEPT, v=en_main.reference, raison=reason)
    key = f"photo:{photo.id}:refusee"
    message = Message(key, Lane.PROMPT, to_person(author), {"text": text})
    post(en_main.tx, en_main.now, message)
