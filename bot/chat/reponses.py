"""What a service's group says by replying to the card of an alert: a word, a photo."""

from __future__ import annotations

from typing import Final

from bot.casework.signalement import paroles
from bot.casework.signalement.contenu import EnMain
from bot.casework.signalement.paroles import MOT_MAX
from bot.chat.incoming import Incoming, UpdateKind
from bot.delivery.channels import to_chat
from bot.domain.droits import Droit
from bot.domain.nominatif import urgences
from bot.feature.contract import Context
from bot.rendering import render_text
from storage import signalements, textes
from storage.machine.outbox import Destination
from storage.models import Alerte

SAID: Final = (UpdateKind.TEXT, UpdateKind.PHOTO)
THUMBS: Final = ("👍", "👌")
"""Reactions that say « bien reçu »."""
HEARD: Final = "💬 {{ v }} : c'est transmis aux médiateurs."
NOT_THEIRS: Final = (
    "{{ v }} n'attend plus rien de ce groupe : votre mot n'a pas été gardé. Une question ? "
    "Appelez la coordination."
)
TOO_LONG: Final = "{{ v }} : votre mot dépasse {{ most }} caractères. Il n'a pas été gardé."
NAMED: Final = (
    "{{ v }} : votre mot parle peut-être de quelqu'un. Il n'a pas été gardé : redites-le sans "
    "nom, sans téléphone ni adresse.{% if numeros %} Quelqu'un est en danger ? Appelez : "
    "{{ numeros|join(', ') }}.{% endif %}"
)


def addresses(incoming: Incoming) -> tuple[Destination, ...]:
    """Where the card that it is about may have been sent: that group, or that topic of it."""
    chat, topic = incoming.chat_id, incoming.topic
    return (to_chat(chat), to_chat(chat, topic)) if topic else (to_chat(chat),)


def heard(context: Context, card: Alerte, incoming: Incoming) -> str:
    """Keep what was said, when it may be; what is answered to it in the group."""
    signalement = signalements.lock(context.tx, card.signalement_id)
    en_main, mot = EnMain.of(context, signalement), " ".join(incoming.text.split())
    v = en_main.reference
    if not context.may(Droit.REPONDRE_ALERTE) or not paroles.may_speak(en_main, card):
        return render_text(NOT_THEIRS, v=v)
    if len(mot) > MOT_MAX:
        return render_text(TOO_LONG, v=v, most=MOT_MAX)
    if found := textes.trouves(context, mot):
        return render_text(NAMED, v=v, numeros=urgences(found))
    if mot:
        paroles.comment(en_main, card, paroles.checked(context, mot), context.source)
    if incoming.photo:
        paroles.fetch(en_main, card, incoming.photo["file_id"], context.source)
    return render_text(HEARD, v=v)
