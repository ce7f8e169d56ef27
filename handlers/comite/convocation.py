"""A meeting is called the day before: its members, the binômes and the coordination are told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final

from bot.casework.ordre import actes
from bot.casework.prompts import prompts
from bot.casework.ville import letter
from bot.clock import paris
from bot.delivery.channels import letter_to
from bot.domain.interventions import before_sunday
from bot.domain.roles import Role
from bot.rendering import render_line, render_text
from bot.words import jour
from storage import desabonnements, people, reunions
from storage.dispositif import Comite
from storage.machine import passages
from storage.machine.outbox import Lane, Message, post
from storage.models import Personne, Reunion
from storage.work import More, Work, a_few

TASK: Final = "comite_convoque"
OPENS_AT: Final = time(8)
CALLED: Final = "{{ comite }} : réunion {{ jour }}.{{ suite }}"
AGENDA: Final = " Ordre du jour, {{ valide }} : {{ points }}"
PUT_OFF: Final = "{{ comite }} : la réunion de {{ jour }} n'a pas lieu ce jour-là.{{ suite }}"
NEW_DAY: Final = " Elle est reportée à {{ jour }}."
NO_DAY: Final = " Une nouvelle date sera dite."
SUBJECT: Final = "{{ comite }}, {{ jour }}"


@dataclass(frozen=True, slots=True)
class Avis:
    """Something that the people of a comité are told; `key` says it once to each."""

    comite: Comite
    jour: date
    """The day of the meeting that it is about."""
    texte: str
    key: str


def call(work: Work) -> More | None:
    """From eight the day before, on Saturday for a Monday; run it as often as you like."""
    now = paris(work.now)
    if now.time() < OPENS_AT:
        return None
    coming = [
        row
        for row in reunions.open_ones(work.tx, work.programme.id)
        if before_sunday(row.jour - timedelta(days=1)) <= now.date() < row.jour
    ]
    known = passages.claimed(work.tx, TASK, [period(row) for row in coming])
    return a_few(work, [row for row in coming if period(row) not in known], _call)


def was_called(work: Work, row: Reunion) -> bool:
    """Whether its people were told of that day."""
    return passages.done(work.tx, TASK, period(row))


def put_off(work: Work, row: Reunion, new_day: date | None) -> None:
    """Whoever was called is told not to come; nobody else is."""
    if not was_called(work, row):
        return
    suite = render_line(NEW_DAY, jour=jour(new_day)) if new_day else NO_DAY
    _tell(work, row, PUT_OFF, f"report:{work.now.isoformat()}", suite)


def call_again(work: Work, row: Reunion) -> None:
    """It takes place after all: whoever had been called, then told not to come, is called anew."""
    if was_called(work, row):
        _tell(work, row, CALLED, f"rappel:{work.now.isoformat()}", _agenda(work, row))


def period(row: Reunion) -> str:
    """A meeting moved to another day is called anew."""
    return f"{row.id}:{row.jour}"


def _call(work: Work, row: Reunion) -> None:
    if passages.claim(work.tx, TASK, period(row), work.now):
        _tell(work, row, CALLED, "appel", _agenda(work, row))


def _agenda(work: Work, row: Reunion) -> str:
    """Its points, once validated: whoever comes knows what of (CPV-2)."""
    ordre = actes.read(work, row)
    if not ordre.valide:
        return ""
    said = [actes.sure(work, dit).rstrip(" .") for _cle, dit in ordre.points]
    points = " ; ".join(f"{rank}. {one}" for rank, one in enumerate(said, 1))
    return render_line(AGENDA, valide=ordre.valide, points=f"{points}.")


def _tell(work: Work, row: Reunion, sentence: str, what: str, suite: str = "") -> None:
    comite = work.programme.config.comite(row.comite)
    texte = render_line(sentence, comite=comite.label, jour=jour(row.jour), suite=suite)
    avis = Avis(comite, row.jour, texte, f"comite:{what}:{period(row)}")
    content = {"text": render_text("🏛 {{ texte }}", texte=texte)}
    post(
        work.tx,
        work.now,
        *prompts(work, _people(work, comite), avis.key, content),
        *_letters(work, avis),
    )


def _people(work: Work, comite: Comite) -> list[Personne]:
    """Its members, the coordination, and the binômes of a comité opérationnel (000 l.71-82)."""
    tx, owner = work.tx, work.programme.id
    members = [
        one
        for one in people.with_role(tx, owner, Role.COMITE)
        if one.comite in (None, comite.slug)
    ]
    binomes = people.with_role(tx, owner, Role.MEDIATEUR) if comite.operationnel else []
    return [*people.with_role(tx, owner, Role.COORDINATION), *members, *binomes]


def _letters(work: Work, avis: Avis) -> Iterable[Message]:
    """To each address that receives its point hebdo, and did not refuse its letters."""
    subject = render_line(SUBJECT, comite=avis.comite.label, jour=jour(avis.jour))
    content = letter(work.programme, subject, avis.texte)
    refused = desabonnements.of(work.tx, work.programme.id, avis.comite.slug)
    for one in avis.comite.destinataires:
        if one.email.lower() not in refused and one.seance in (None, avis.jour):
            key = f"{avis.key}:{one.email}"
            yield Message(key, Lane.PROMPT, letter_to(one.email), content)
