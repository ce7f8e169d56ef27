"""What a signalement's alerts do once its photo is kept or refused: they wait for it no more."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from bot.casework.signalement import envoi
from bot.casework.signalement.contenu import PARTENT, ContenuAlerte, EnMain
from bot.delivery.channels import forme_of, to_person
from bot.delivery.contract import Forme
from bot.rendering import render_text
from storage import alertes_envoyees, signalements
from storage.machine.db import Tx
from storage.machine.outbox import DEAD, Lane, Message, post
from storage.models import Alerte, Outbox, Personne, Photo
from storage.photos import A_TELECHARGER
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
    show_apart(en_main)
    if refusal is not None:
        _tell_author(en_main, photo, refusal or UNOBTAINABLE)


def show_apart(en_main: EnMain) -> None:
    """Photos that their card left without follow in the group, as one album, once all came.

    Five at most, with the card's own: the others stand on the page. Mailboxes need nothing: a
    letter carries what is known as it leaves, and the page all.
    """
    facts = en_main.contenu()
    if facts.photo_etat == A_TELECHARGER:
        return
    for row in signalements.alertes(en_main.tx, en_main.signalement.id):
        card = alertes_envoyees.envoi(en_main.tx, row.id)
        dead = card.etat == DEAD if card else row.envoyee_le is None
        if forme_of(row.canal) is Forme.FIL and not dead:
            _show(en_main, facts, row, card)


def _show(en_main: EnMain, facts: ContenuAlerte, row: Alerte, card: Outbox | None) -> None:
    """After its card, which has left unless it still waits."""
    shown = {row.photo, *alertes_envoyees.photos_shown(en_main.tx, row.id)} - {None}
    new = [name for name in facts.photos if name not in shown][: PARTENT - len(shown)]
    if not new:
        return
    content: dict[str, Any] = {"text": render_text("📷 {{ v }}", v=en_main.reference)}
    message = Message(
        key=f"{alertes_envoyees.photos_key(row.id)}:{new[0]}",
        lane=Lane.ALERTE,
        to=row.destination,
        content=content | ({"photo": new[0]} if len(new) == 1 else {"photos": new}),
        not_before=card.pas_avant if card else None,
    )
    post(en_main.tx, en_main.now, message)


def _tell_author(en_main: EnMain, photo: Photo, reason: str) -> None:
    author = en_main.tx.get_one(Personne, en_main.signalement.auteur_id)
    if author.revoquee_le is not None:
        return
    text = render_text(NOT_KEPT, v=en_main.reference, raison=reason)
    key = f"photo:{photo.id}:refusee"
    message = Message(key, Lane.PROMPT, to_person(author), {"text": text})
    post(en_main.tx, en_main.now, message)
