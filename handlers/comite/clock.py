"""A quarter too short for its meetings, or a planned one nobody spoke of: told once."""

from __future__ import annotations

from datetime import time

from bot.casework import coordination
from bot.clock import paris
from bot.rendering import render_line
from bot.words import date_longue, jour, pluriel
from handlers.comite.cadence import comptes
from storage import reunions
from storage.machine import passages
from storage.work import Work

OPENS_AT = time(8)
TOO_SHORT = (
    "{{ comite }} : {{ tenues }} sur {{ attendues }} depuis le dernier comité technique, "
    "et le prochain est le {{ avant }}. Fixez les réunions qui manquent dans 🏛 Comités."
)
WAS_IT_HELD = (
    "{{ comite }} : une réunion était prévue {{ jour }}. Dites dans 🏛 Comités si elle s'est tenue."
)
SUBJECT = "Comité : {{ comite }}"


def remind(work: Work) -> None:
    """Run it as often as you like: each is told once."""
    if paris(work.now).time() < OPENS_AT:
        return
    _quarter(
        work,
    )
    _unspoken(
        work,
    )


def _quarter(work: Work) -> None:
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
            _tell(work, cadence.comite.label, text, period)


def _unspoken(work: Work) -> None:
    labels = {comite.slug: comite.label for comite in work.programme.config.comites}
    for row in reunions.open_ones(work.tx, work.programme.id):
        if row.jour < paris(work.now).date() and row.comite in labels:
            text = render_line(WAS_IT_HELD, comite=labels[row.comite], jour=jour(row.jour))
            _tell(work, labels[row.comite], text, f"reunion:{row.id}")


def _tell(work: Work, comite: str, text: str, period: str) -> None:
    if passages.claim(work.tx, "comite", period, work.now):
        subject = render_line(SUBJECT, comite=comite)
        coordination.tell(work, key=f"comite:{period}", subject=subject, text=text)
