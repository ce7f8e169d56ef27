"""A quarter too short for its meetings, or a planned one nobody spoke of: told once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time

from bot.casework import coordination
from bot.clock import paris
from bot.rendering import render_line
from bot.words import date_longue, jour, pluriel
from handlers.comite.cadence import comptes
from storage import reunions
from storage.machine import passages
from storage.work import More, Work, a_few

TASK = "comite"
OPENS_AT = time(8)
TOO_SHORT = (
    "{{ comite }} : {{ tenues }} sur {{ attendues }} depuis le dernier comité technique, "
    "et le prochain est le {{ avant }}. Fixez les réunions qui manquent dans 🏛 Comités."
)
WAS_IT_HELD = (
    "{{ comite }} : une réunion était prévue {{ jour }}. Dites dans 🏛 Comités si elle s'est tenue."
)
SUBJECT = "Comité : {{ comite }}"


@dataclass(frozen=True, slots=True)
class Rappel:
    """Something to say of a comité; `period` says it once."""

    comite: str
    texte: str
    period: str


def remind(work: Work) -> More | None:
    """Run it as often as you like: each is told once."""
    if paris(work.now).time() < OPENS_AT:
        return None
    rappels = [*_quarter(work), *_unspoken(work)]
    known = passages.claimed(work.tx, TASK, [one.period for one in rappels])
    return a_few(work, [one for one in rappels if one.period not in known], _tell)


def _quarter(work: Work) -> Iterator[Rappel]:
    for cadence in comptes(work.tx, work.programme):
        if cadence.avant and cadence.too_short(paris(work.now).date()):
            held = pluriel(cadence.tenues, "réunion tenue", "réunions tenues")
            text = render_line(
                TOO_SHORT,
                comite=cadence.comite.label,
                tenues=held,
                attendues=cadence.attendues,
                avant=date_longue(cadence.avant),
            )
            period = f"{work.programme.id}:{cadence.comite.slug}:{cadence.depuis}:{cadence.avant}"
            yield Rappel(cadence.comite.label, text, period)


def _unspoken(work: Work) -> Iterator[Rappel]:
    labels = {comite.slug: comite.label for comite in work.programme.config.comites}
    for row in reunions.open_ones(work.tx, work.programme.id):
        if row.jour < paris(work.now).date() and row.comite in labels:
            text = render_line(WAS_IT_HELD, comite=labels[row.comite], jour=jour(row.jour))
            yield Rappel(labels[row.comite], text, f"reunion:{row.id}")


def _tell(work: Work, rappel: Rappel) -> None:
    if passages.claim(work.tx, TASK, rappel.period, work.now):
        coordination.tell(
            work,
            key=f"comite:{rappel.period}",
            subject=render_line(SUBJECT, comite=rappel.comite),
            text=rappel.texte,
        )
