"""A file for who asks, a wish kept for the day they leave, words looked for in the texts."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Final

from bot.casework import coordination
from bot.clock import paris
from bot.delivery.channels import to_chat
from bot.engine.conditions import Answers, Facts
from bot.feature.contract import Context, Ending
from bot.rendering import render_line
from bot.words import date_longue
from storage import audit, recherche
from storage.connu_de import known_of
from storage.conservation.partis import SECOND_THOUGHTS
from storage.machine.outbox import Lane, Message, post
from storage.models import Audit

FILE: Final = "mes-donnees.json"
CAPTION: Final = "📎 Tout ce que Carnet de rue garde à votre sujet, table par table."
KEPT: Final = timedelta(hours=24)
"""How long that file waits for its phone; it is kept nowhere else."""
WANTS: Final = (
    "{{ qui }} demande à être oublié·e à son départ. Il n'y a rien à faire aujourd'hui : "
    "{{ jours }} jours après que son accès aura été retiré, son prénom et son compte "
    "s'effaceront ; ce qui a été compté reste."
)
SHOWN: Final = 12


def nothing(_context: Context, _answers: Answers) -> Facts:
    return {}


def export(context: Context, _answers: Answers, _facts: Facts) -> Ending:
    """The file leaves for their private chat, and for nobody else."""
    known = known_of(context.tx, context.person)
    text = json.dumps(known, ensure_ascii=False, indent=1)
    content = {"text": CAPTION, "document": {"name": FILE, "text": text}}
    key = f"{context.source}:donnees"
    to = to_chat(context.person.telegram_id)
    message = Message(key, Lane.PROMPT, to, content, forget_on=context.now + KEPT)
    post(context.tx, context.now, message)
    audit.note(context.tx, context.now, context.person.id, "exporter", context.person)
    return Ending()


def wish(context: Context, _answers: Answers) -> Facts:
    """Whether they asked already, and since when."""
    since = context.person.oubli_le
    return {
        "demande_le": date_longue(paris(since).date()) if since else "",
        "jours": SECOND_THOUGHTS.days,
    }


def forget(context: Context, _answers: Answers, facts: Facts) -> Ending:
    """Kept for the day they leave, and told once to the coordination; or taken back."""
    person = context.person
    asked = person.oubli_le is None
    person.oubli_le = context.now if asked else None
    context.tx.flush()
    acte = "demander_oubli" if asked else "annuler_oubli"
    audit.note(context.tx, context.now, person.id, acte, person)
    if asked:
        said = render_line(WANTS, qui=person.prenom, jours=SECOND_THOUGHTS.days)
        key, subject = f"oubli:{person.id}:{context.source}", "Demande d'oubli"
        coordination.tell(context, key=key, subject=subject, text=said, sign="🕊")
    return Ending({"oubli": asked})


def search(context: Context, answers: Answers, _facts: Facts) -> Ending:
    """What holds these words; that somebody looked is written down, not for what."""
    found = recherche.find(context.tx, context.programme.id, answers["mots"])
    line = Audit(
        le=context.now,
        personne_id=context.person.id,
        acte=recherche.SEARCHED,
        objet="note",
        detail=str(len(found)),
    )
    context.tx.add(line)
    return Ending(
        {
            "trouves": [
                (date_longue(paris(one.le).date()), one.quoi, one.texte) for one in found[:SHOWN]
            ],
            "reste": max(0, len(found) - SHOWN),
        }
    )
