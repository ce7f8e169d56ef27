"""What lies outside the mission, handed to the town's own mediation service (000 l.42, l.49)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from sqlalchemy import func, select

from bot.casework.libelles import quand
from bot.casework.signalement import donnees
from bot.casework.signalement.alerte import notice
from bot.casework.signalement.envoi import destinations
from bot.delivery.channels import forme_of, hears_more
from bot.delivery.contract import Forme
from bot.rendering import render_line, render_text
from storage.dispositif import Element, Service
from storage.machine.outbox import Destination, Lane, Message, post, was_posted, withdraw
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
RETIREE: Final = (
    "La sollicitation transmise à votre service ({{ quoi }} · {{ ou }} · {{ quand }}) est "
    "retirée : elle était notée par erreur. Vous n'avez rien à en faire."
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
    said = render_line(
        SOLLICITATION,
        quoi=_what(work, row),
        ou=_where(work, row),
        quand=quand(row.le),
        combien=rank(handed_over(work)),
        contact=work.programme.config.coordination.email,
    )
    write(work, _key(row), ("Sollicitation transmise", said))


def withdraw_entry(work: Work, row: Sollicitation) -> None:
    """The entry is deleted: the service that had it is told so."""
    said = render_line(RETIREE, quoi=_what(work, row), ou=_where(work, row), quand=quand(row.le))
    call_back(work, _key(row), ("Sollicitation retirée", said))


def call_back(work: Work, key: str, told: tuple[str, str]) -> None:
    """What waits under that key never leaves; what has left is followed by (subject, text)."""
    for to in _doors(work):
        name = _name(key, to)
        if not withdraw(work.tx, name) and was_posted(work.tx, name):
            _post(work, f"{key}:retrait", to, told)


def write(work: Work, key: str, told: tuple[str, str]) -> None:
    """(subject, text) to all that reaches the service and may hear more; `key` says it once.

    Raises LookupError where the programme names no such service.
    """
    if service(work.programme) is None:
        raise LookupError("no service de médiation de la Ville in this dispositif")
    for to in _doors(work):
        _post(work, key, to, told)


def _post(work: Work, key: str, to: Destination, told: tuple[str, str]) -> None:
    subject, said = told
    content = letter(work.programme, subject, said)
    if forme_of(to.channel) is Forme.FIL:
        content = {"text": render_text("📥 {{ texte }}", texte=said)}
    elif forme_of(to.channel) is Forme.DONNEES and (who := service(work.programme)):
        content = donnees.written(work, who, subject, said)
    post(work.tx, work.now, Message(_name(key, to), Lane.PROMPT, to, content))


def letter(programme: Programme, subject: str, said: str) -> dict[str, Any]:
    """A letter of the programme, answered to its coordination."""
    config = programme.config
    values = {"objet": subject, "bandeau": config.nom, "text": said, "pied": PIED}
    return notice(values) | {"reply_to": config.coordination.email}


def rank(n: int) -> str:
    """« 1re », « 3e »."""
    return "1re" if n == 1 else f"{n}e"


def _doors(work: Work) -> list[Destination]:
    who = service(work.programme)
    found = destinations(work.tx, work.programme, who) if who else []
    return [to for to in found if hears_more(to.channel)]


def _what(work: Work, row: Sollicitation) -> str:
    return work.programme.config.element("sollicitations", row.type).label


def _where(work: Work, row: Sollicitation) -> str:
    """« Site A (Étouvie) »."""
    config = work.programme.config
    site = config.site(work.programme.site_slugs[row.site_id])
    return f"{site.label} ({config.quartier(site.quartier).label})"


def _name(key: str, to: Destination) -> str:
    return f"{key}:{to.channel}:{to.address}"


def _key(row: Sollicitation) -> str:
    return f"sollicitation:{row.id}:ville"
