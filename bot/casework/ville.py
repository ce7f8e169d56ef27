"""What lies outside the mission, handed to the town's own mediation service (000 l.42, l.49)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from sqlalchemy import func, select

from bot.casework.libelles import quand
from bot.casework.signalement.alerte import notice
from bot.casework.signalement.envoi import destinations
from bot.delivery.channels import forme_of
from bot.delivery.contract import Forme
from bot.rendering import render_line, render_text
from storage.dispositif import Element, Service
from storage.machine.outbox import Lane, Message, post, withdraw
from storage.models import Sollicitation
from storage.programme import Programme
from storage.work import Work

SUITE: Final = "mediation-ville"
"""What the file writes beside the answer that hands a sollicitation to the town's service."""
LATELY: Final = timedelta(days=90)
"""How far back transmissions are counted: an intervention (000 l.120)."""
PIED: Final = "Message automatique de Carnet de rue. Une question ? Répondez à ce courriel."
SOLLICITATION: Final = (
    "Une sollicitation faite aux médiateurs de rue relève de votre service : {{ quoi }} · "
    "{{ ou }} · {{ quand }}. C'est la {{ combien }} en trois mois. Rien de la personne n'est "
    "noté. La coordination de la médiation de rue vous en dira plus : {{ contact }}."
)


def service(programme: Programme) -> Service | None:
    """Who takes what lies outside the mission; None where the programme names nobody."""
    slug = programme.config.reglages.service_mediation_ville
    return programme.config.service(slug) if slug else None


def takes(programme: Programme, reponse: Element) -> bool:
    """Whether that answer hands the sollicitation over: it reaches the service, no partner."""
    return reponse.suite == SUITE and service(programme) is not None


def handed_over(work: Work) -> int:
    """How many sollicitations went to the town's service in three months (CLS-4)."""
    listed = work.programme.config.listes.get("reponses", ())
    slugs = [one.slug for one in listed if takes(work.programme, one)]
    mine = select(func.count()).where(
        Sollicitation.dispositif_id == work.programme.id,
        Sollicitation.le >= work.now - LATELY,
        Sollicitation.reponse.in_(slugs),
        Sollicitation.alive(),
    )
    return work.tx.execute(mine).scalar_one() if slugs else 0


def hand_over(work: Work, row: Sollicitation) -> None:
    """The service is told what, where and when, in the lists' words only (P7)."""
    config, times = work.programme.config, rank(handed_over(work))
    site = config.site(work.programme.site_slugs[row.site_id])
    said = render_line(
        SOLLICITATION,
        quoi=config.element("sollicitations", row.type).label,
        ou=f"{site.label} ({config.quartier(site.quartier).label})",
        quand=quand(row.le),
        combien=times,
        contact=config.coordination.email,
    )
    write(work, _key(row), ("Sollicitation transmise", said))


def call_back(work: Work, row: Sollicitation) -> None:
    """The entry is deleted: the letters that have not left never will."""
    for to in _doors(work):
        withdraw(work.tx, f"{_key(row)}:{to.channel}:{to.address}")


def write(work: Work, key: str, told: tuple[str, str]) -> None:
    """(subject, text) to every thread and mailbox of the service; `key` says it once.

    Raises LookupError where the programme names no such service.
    """
    subject, said = told
    if service(work.programme) is None:
        raise LookupError("no service de médiation de la Ville in this dispositif")
    for to in _doors(work):
        content = letter(work.programme, subject, said)
        if forme_of(to.channel) is Forme.FIL:
            content = {"text": render_text("📥 {{ texte }}", texte=said)}
        post(
            work.tx,
            work.now,
            Message(f"{key}:{to.channel}:{to.address}", Lane.PROMPT, to, content),
        )


def letter(programme: Programme, subject: str, said: str) -> dict[str, Any]:
    """A letter of the programme, answered to its coordination."""
    config = programme.config
    values = {"objet": subject, "bandeau": config.nom, "text": said, "pied": PIED}
    return notice(values) | {"reply_to": config.coordination.email}


def rank(n: int) -> str:
    """« 1re », « 3e »."""
    return "1re" if n == 1 else f"{n}e"


def _doors(work: Work) -> list[Any]:
    who = service(work.programme)
    return destinations(work.tx, work.programme, who) if who else []


def _key(row: Sollicitation) -> str:
    return f"sollicitation:{row.id}:ville"
