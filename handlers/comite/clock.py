"""A quarter too short for its meetings, or a planned one nobody spoke of: told once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time

from bot.casework import coordination
from bot.clock import paris
from bot.rendering import render_line
from bot.words import date_longue, jour, pluriel
from storage import reunions
from storage.cadence import comptes
from storage.machine import passages
from storage.work import More, Work, a_few

TASK = "comite"
OPENS_AT = time(8)
TOO_SHORT = (
    "{{ comite }} : {{ tenues }} sur {{ attendues }} depuis le dernier comité technique, "
    "et le prochain {% if passe %}devait se tenir{% else %}est{% endif %} le {{ avant }}"
    "{% if calcule %} (date calculée : aucune n'est fixée){% endif %}. "
    "Fixez les réunions qui manquent dans 🏛 Comités."
)
WAS_IT_HELD = (
    "{{ comite }} : une réunion était prévue {{ jour }}. Dites dans 🏛 Comités si elle s'est tenue."
)
SUBJECT = "Comité : {{ comite }}"


@dataclass(frozen=True, slots=True)
class Annonce:
    """Something to say of a comité; `period` says it once."""

    comite: str
    texte: str
    period: str


def remind(work: Work) -> More | None:
    """Run it as often as you like: each is told once."""
    if paris(work.now).time() < OPENS_AT:
        return None
    annonces = [*_quarter(work), *_unspoken(work)]
    known = passages.claimed(work.tx, TASK, [one.period for one in annonces])
    return a_few(work, [one for one in annonces if one.period not in known], _tell)


def _quarter(work: Work) -> Iterator[Annonce]:
    for cadence in comptes(work.tx, work.programme):
        if cadence.avant and cadence.too_short(paris(work.now).date()):
            held = pluriel(cadence.tenues, "réunion tenue", "réunions tenues")
            text = render_line(
                TOO_SHORT,
                comite=cadence.comite.label,
                tenues=held,
                attendues=cadence.attendues,
                avant=date_longue(cadence.avant),
                calcule=cadence.calcule,
                passe=cadence.avant < paris(work.now).date(),
            )
            period = f"{work.programme.id}:{cadence.comite.slug}:{cadence.depuis}:{cadence.avant}"
            yield Annonce(cadence.comite.label, text, period)


def _unspoken(work: Work) -> Iterator[Annonce]:
    labels = {comite.slug: comite.label for comite in work.programme.config.comites}
    for row in reunions.open_ones(work.tx, work.programme.id):
        if row.jour < paris(work.now).date() and row.comite in labels:
            text = render_line(WAS_IT_HELD, comite=labels[row.comite], jour=jour(row.jour))
            yield Annonce(labels[row.comite], text, f"reunion:{row.id}")


def _tell(work: Work, annonce: Annonce) -> None:
    if passages.claim(work.tx, TASK, annonce.period, work.now):
        coordination.tell(
            work,
            key=f"comite:{annonce.period}",
            subject=render_line(SUBJECT, comite=annonce.comite),
            text=annonce.texte,
        )
