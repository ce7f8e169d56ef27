"""A new signed link for whoever holds an old one: to the address that had it, and to no other."""

from __future__ import annotations

from bot.casework.signalement.alerte import notice
from bot.casework.signalement.contenu import contenu_de
from bot.clock import paris
from bot.delivery.channels import forme_of
from bot.delivery.contract import Forme
from bot.signing import stand_in
from storage import lots, signalements
from storage.machine.outbox import Lane, Message, post
from storage.models import ALERTE, Alerte
from storage.work import Work


def renew(work: Work, alerte: Alerte) -> None:
    """Queue a letter with a new link, at most once a day (Paris) for each alerte."""
    signalement = signalements.get(work.tx, alerte.signalement_id)
    if signalement is None or forme_of(alerte.canal) is not Forme.COURRIER:
        return
    facts = contenu_de(work.tx, work.programme, signalement)
    values = {
        "objet": f"[{facts.reference}] Votre nouveau lien – {facts.quoi} – {facts.site}",
        "bandeau": f"{work.programme.config.nom} · signalement technique {facts.reference}",
        "text": f"Voici le nouveau lien pour répondre au signalement {facts.reference} "
        "(il vaut 14 jours) :",
        "lien": stand_in(),
        "pied": "Ce lien a été demandé depuis l'ancien. Si ce n'est pas par vous, ne faites rien.",
    }
    content = notice(values) | {
        "reply_to": facts.contact_email,
        "follows": lots.letter_key(alerte),
    }
    key = f"alerte:{alerte.id}:lien:{paris(work.now).date().isoformat()}"
    post(
        work.tx,
        work.now,
        Message(key, Lane.PROMPT, alerte.destination, content, ALERTE.of(alerte.id)),
    )
