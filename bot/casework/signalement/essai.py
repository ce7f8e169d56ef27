"""An alert that tries a service's addresses: marked as such, kept nowhere, counted nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from bot.casework.signalement import donnees
from bot.casework.signalement.alerte import notice
from bot.casework.signalement.envoi import destinations
from bot.delivery.channels import forme_of
from bot.delivery.contract import Forme
from bot.rendering import render_line, render_text
from storage.dispositif import Service
from storage.machine.outbox import Destination, Lane, Message, post
from storage.work import Work

SUJET: Final = "[ESSAI] Alerte d'essai pour {{ service }}"
TEXTE: Final = (
    "ESSAI : ceci n'est pas un signalement, il n'y a rien à réparer. "
    "{{ dispositif }} vérifie que ses alertes arrivent bien à : {{ service }}. "
    "Si vous n'êtes pas ce service, dites-le à la coordination : {{ contact }}."
)


def addresses(work: Work, service: Service) -> list[Destination]:
    """Every address that reaches it, whatever the territoire, each once."""
    there = [service, *(service.pour(one.territoire) for one in service.territoires)]
    there += [service.sur(one.site) for one in service.sujets]
    found = (to for one in there for to in destinations(work.tx, work.programme, one))
    return list(dict.fromkeys(found))


def send(work: Work, service: Service, source: str) -> list[Destination]:
    """Queue one message for each of them; where they go. No row is written."""
    reached = addresses(work, service)
    post(work.tx, work.now, *_messages(work, service, reached, source))
    return reached


def _messages(
    work: Work, service: Service, reached: list[Destination], source: str
) -> Iterator[Message]:
    config = work.programme.config
    contact = " · ".join(filter(None, (config.coordination.telephone, config.coordination.email)))
    values = {"service": service.label, "dispositif": config.nom, "contact": contact}
    for rank, to in enumerate(reached):
        if forme_of(to.channel) is Forme.FIL:
            content: dict[str, Any] = {"text": "🧪 " + render_text(TEXTE, **values)}
        elif forme_of(to.channel) is Forme.DONNEES:
            content = donnees.trial(work, service, render_line(TEXTE, **values))
        else:
            content = _letter(values) | {"reply_to": config.coordination.email}
        yield Message(f"{source}:essai:{rank}", Lane.ALERTE, to, content)


def _letter(values: dict[str, str]) -> dict[str, Any]:
    return notice(
        {
            "objet": render_line(SUJET, **values),
            "bandeau": f"{values['dispositif']} · essai",
            "text": render_line(TEXTE, **values),
            "pied": "Cet essai n'est compté dans aucun chiffre. Aucune réponse n'est attendue.",
        }
    )
