"""A link per telephone, made in advance: whoever has it cuts that account without Telegram."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from bot.casework import coordination
from bot.casework.passation import effacement
from bot.casework.ville import letter
from bot.delivery.channels import letter_to
from bot.delivery.lost import any_message
from bot.domain.droits import Droit
from bot.feature.contract import Context
from bot.feature.page import NOT_FOUND, FormAction, Notice, Page, PageVisit, Signed, ToMend
from bot.rendering import render_line
from bot.signing import LIEN, stand_in
from handlers.equipe import facts as known
from storage import appartenances, audit, people
from storage.machine.outbox import Lane, Message, Sujet, numbered, post
from storage.models import Personne
from storage.work import Work

TELEPHONE: Final = Sujet("telephone")
"""A letter about the telephone of one person (row id of `personne`)."""
LOST, NOT_LOST = "perdu", "non"
MADE: Final = "lien_de_secours"
"""Act of the audit: who asked for these keys, and when."""
SUBJECT: Final = "Lien de secours : {{ qui }}"
TEXT: Final = (
    "Si le téléphone de {{ qui }} est perdu ou volé, ce lien coupe son accès au bot et y efface "
    "ce que Telegram permet d'effacer. Gardez-le hors de ce téléphone. Il vaut 400 jours : "
    "{{ lien }}"
)
CUT: Final = (
    "L'accès de {{ qui }} a été coupé par son lien de secours : téléphone perdu ou volé. "
    "Pour son nouveau téléphone : 👥 Équipe › ➕ Inviter."
)
GONE: Final = Notice(
    410,
    "Cet accès est coupé",
    "Ce téléphone n'a plus accès au bot. Il n'y a rien d'autre à faire.",
)
UNCHANGED: Final = Notice(
    200, "Rien n'est changé", "Ce téléphone garde son accès. Gardez ce lien."
)
CHOOSE: Final = "Choisissez une réponse avant d'envoyer."


def send(context: Context) -> int:
    """A letter for each telephone of the team, to the coordination's mailbox; how many."""
    team = people.team(context.tx, context.programme.id)
    for person in team:
        audit.note(context.tx, context.now, context.author_id, MADE, person)
    post(context.tx, context.now, *(_letter(context, person) for person in team))
    return len(team)


def _letter(context: Context, person: Personne) -> Message:
    mark = stand_in()
    values = {"qui": known.label(context, person), "lien": mark}
    said = letter(context.programme, render_line(SUBJECT, **values), render_line(TEXT, **values))
    content = {LIEN: mark, **said}
    key = numbered(f"secours:{context.source}:{person.id}")
    to = letter_to(context.programme.config.coordination.email)
    return Message(key, Lane.PROMPT, to, content, TELEPHONE.of(person.id))


def cut(work: Work, person: Personne, par: int | None, source: str) -> None:
    """At once, whatever it follows: the binôme keeps it, and the person comes back by another."""
    people.revoke(work.tx, person, work.now)
    audit.note(work.tx, work.now, par, appartenances.REPLACED, person)
    effacement.clear(work, person, source)


def view(visit: PageVisit) -> Mapping[str, Any] | None:
    """Whose telephone it is, by first name alone."""
    person = _standing(visit)
    return {"qui": person.prenom} if person else None


def answer(visit: PageVisit) -> Notice | None:
    """Cuts it once the choice is made; whoever coordinates is told. Raises ToMend without one."""
    person = _standing(visit)
    if person is None:
        return None
    if visit.form.get("choix") == NOT_LOST:
        return UNCHANGED
    if visit.form.get("choix") != LOST:
        raise ToMend(CHOOSE)
    work = Work(visit.tx, visit.programmes[person.dispositif_id], visit.now)
    source = f"n°secours:{person.id}"
    cut(work, person, None, source)
    said = render_line(CUT, qui=person.prenom)
    subject = render_line("Téléphone de {{ qui }} coupé", qui=person.prenom)
    coordination.tell(work, key=source, subject=subject, text=said, sign="📵")
    return GONE._replace(status=200)


def _standing(visit: PageVisit) -> Personne | None:
    person = visit.tx.get(Personne, visit.id)
    served = person is not None and person.dispositif_id in visit.programmes
    return person if person and served and person.revoquee_le is None else None


PAGE: Final = Page(
    path="/telephone/{token}",
    guard=Signed(
        sujet=TELEPHONE,
        salt="telephone-v1",
        life=timedelta(days=400),
        expired=NOT_FOUND,
        lost=any_message,
    ),
    droit=Droit.TENIR_EQUIPE,
    template="handlers/equipe/secours.html.jinja",
    shows=view,
    gone=GONE,
    does=FormAction("telephone-perdu-v1", answer),
)
