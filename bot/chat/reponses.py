"""What a service's group says by replying to the card of an alert: a word, a photo."""

from __future__ import annotations

from typing import Final

from bot.casework.signalement import paroles, repliques
from bot.casework.signalement.contenu import EnMain
from bot.chat.incoming import Incoming, UpdateKind
from bot.domain.droits import Droit
from bot.feature.contract import Context
from storage import signalements
from storage.models import Alerte

SAID: Final = (UpdateKind.TEXT, UpdateKind.PHOTO)
THUMBS: Final = ("👍", "👌")
"""Reactions that say « bien reçu »."""


def heard(context: Context, card: Alerte, incoming: Incoming) -> str:
    """Keep what was said, when it may be; what is answered to it in the group."""
    signalement = signalements.lock(context.tx, card.signalement_id)
    en_main, mot = EnMain.of(context, signalement), " ".join(incoming.text.split())
    may = context.may(Droit.REPONDRE_ALERTE)
    if incoming.photo and not repliques.refusal(en_main, card, mot, may=may):
        paroles.fetch(en_main, card, incoming.photo["file_id"], context.source)
    return repliques.heard(en_main, card, mot, context.source, may=may)
