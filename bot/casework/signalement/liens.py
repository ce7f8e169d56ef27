"""A new signed link for whoever holds an old one: to the address that had it, and to no other."""

from __future__ import annotations

from typing import Any, Final

from bot.casework.signalement import donnees
from bot.casework.signalement.alerte import notice
from bot.casework.signalement.contenu import EnMain, contenu_de, reference
from bot.clock import paris
from bot.delivery.channels import forme_of
from bot.delivery.contract import Forme
from bot.rendering import render_text
from bot.signing import AUTRES, stand_in
from storage import lots, signalements
from storage.machine.outbox import Lane, Message, post
from storage.models import ALERTE, Alerte, Signalement
from storage.work import Work

AGAIN: Final = (
    '🔗 {{ v }} : <a href="{{ lien }}">le nouveau lien vers sa page</a>. Il vaut 14 jours.'
)


def renew(work: Work, alerte: Alerte) -> None:
    """Queue what brings a new link, at most once a day (Paris) for each alerte."""
    signalement = signalements.get(work.tx, alerte.signalement_id)
    forme = forme_of(alerte.canal)
    if signalement is None:
        return
    about = ALERTE.of(alerte.id)
    if forme is Forme.FIL:
        # About nothing: the card that it follows stays the one that is rewritten.
        content, about = _message(work, signalement, about), ""
    elif forme is Forme.DONNEES:
        content = donnees.link_again(EnMain.of(work, signalement), alerte)
    else:
        content = _letter(work, signalement, alerte)
    key = f"alerte:{alerte.id}:lien:{paris(work.now).date().isoformat()}"
    post(work.tx, work.now, Message(key, Lane.PROMPT, alerte.destination, content, about))


def _message(work: Work, signalement: Signalement, about: str) -> dict[str, Any]:
    mark = stand_in()
    text = render_text(AGAIN, v=reference(signalement), lien=mark)
    return {"text": text, AUTRES: {mark: about}}


def _letter(work: Work, signalement: Signalement, alerte: Alerte) -> dict[str, Any]:
    facts = contenu_de(work.tx, work.programme, signalement)
    values = {
        "objet": f"[{facts.reference}] Votre nouveau lien – {facts.quoi} – {facts.site}",
        "bandeau": f"{work.programme.config.nom} · signalement technique {facts.reference}",
        "text": f"Voici le nouveau lien pour répondre au signalement {facts.reference} "
        "(il vaut 14 jours) :",
        "lien": stand_in(),
        "pied": "Ce lien a été demandé depuis l'ancien. Si ce n'est pas par vous, ne faites rien.",
    }
    return notice(values) | {
        "reply_to": facts.contact_email,
        "follows": lots.letter_key(alerte),
    }
