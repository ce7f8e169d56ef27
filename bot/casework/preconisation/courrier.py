"""The letter of a préconisation to the service that it names: its reread words, a signed page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from bot.casework.preconisation.actes import reference, resume
from bot.casework.signalement import donnees
from bot.casework.signalement.alerte import notice
from bot.casework.signalement.envoi import destinations
from bot.delivery.channels import forme_of, hears_more
from bot.delivery.contract import Forme
from bot.rendering import render_line, render_text
from bot.signing import LIEN, stand_in
from storage.machine.outbox import Destination, Lane, Message, post
from storage.models import PROPOSITION, Preconisation
from storage.programme import Programme
from storage.work import Work

TEXT: Final = (
    "Les médiateurs de rue proposent quelque chose à votre service ({{ resume }}) : "
    "« {{ mots }} » La retenez-vous ? Dites-le d'un clic ; le binôme lira votre réponse :"
)
CHAT: Final = (
    "💡 <b>{{ reference }}</b> · {{ resume }}\n« {{ mots }} »\n"
    '<a href="{{ lien }}">Répondre à cette préconisation</a>'
)
FOOT: Final = (
    "Aucun compte n'est demandé. Une question ? Répondez à ce courriel : la coordination le lira."
)


def write(work: Work, row: Preconisation, mots: str) -> None:
    """Once to everything that reaches its service; `mots`: its words as they were reread."""
    service = work.programme.config.service(row.destinataire)
    doors = destinations(work.tx, work.programme, service) if service.actif else []
    read = [to for to in doors if hears_more(to.channel)]
    post(work.tx, work.now, *_messages(work, row, mots, read))


def _messages(
    work: Work, row: Preconisation, mots: str, doors: list[Destination]
) -> Iterator[Message]:
    programme = work.programme
    for to in doors:
        content = _letter(programme, row, mots)
        if forme_of(to.channel) is Forme.FIL:
            content = _chat(programme, row, mots)
        elif forme_of(to.channel) is Forme.DONNEES:
            content = _event(work, row, mots)
        key = f"preconisation:{row.id}:service:{to.channel}:{to.address}"
        yield Message(key, Lane.PROMPT, to, content, PROPOSITION.of(row.id))


def _event(work: Work, row: Preconisation, mots: str) -> dict[str, Any]:
    programme = work.programme
    said = {"reference": reference(row), "objet": resume(programme, row), "mots": mots}
    return donnees.proposed(work, programme.config.service(row.destinataire), said)


def _letter(programme: Programme, row: Preconisation, mots: str) -> dict[str, Any]:
    values = {
        "objet": f"[{reference(row)}] Une préconisation pour votre service",
        "bandeau": f"{programme.config.nom} · préconisation {reference(row)}",
        "text": render_line(TEXT, resume=resume(programme, row), mots=mots),
        "lien": stand_in(),
        "action": "Répondre à cette préconisation",
        "pied": FOOT,
    }
    return notice(values) | {"reply_to": programme.config.coordination.email}


def _chat(programme: Programme, row: Preconisation, mots: str) -> dict[str, Any]:
    mark = stand_in()
    values = {"reference": reference(row), "resume": resume(programme, row), "mots": mots}
    return {"text": render_text(CHAT, lien=mark, **values), LIEN: mark}
