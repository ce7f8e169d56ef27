"""A quarter too short for its meetings, or a planned one nobody spoke of: told once."""

from __future__ import annotations

from datetime import datetime, time

from bot.casework import coordination
from bot.clock import paris
from bot.rendering import render_line
from bot.words import date_longue, jour, pluriel
from handlers.comite.compte import comptes
from storage import reunions
from storage.machine import passages
from storage.machine.db import Tx
from storage.programme import Programme

OPENS_AT = time(8)
TOO_SHORT = (
    "{{ comite }} : {{ tenues }} sur {{ attendues }} depuis le dernier comité technique, "
    "et le prochain est le {{ avant }}. Fixez les réunions qui manquent dans 🏛 Comités."
)
WAS_IT_HELD = (
    "{{ comite }} : une réunion était prévue {{ jour }}. Dites dans 🏛 Comités si elle s'est tenue."
)
SUBJECT = "Comité : {{ comite }}"


def remind(tx: Tx, programme: Programme, now: datetime) -> None:
    """Run it as often as you like: each is told once."""
    if paris(now).time() < OPENS_AT:
        return
    _quarter(tx, programme, now)
    _unspoken(tx, programme, now)


def _quarter(tx: Tx, programme: Programme, now: datetime) -> None:
    for one in comptes(tx, programme):
        if one.avant and one.too_short(paris(now).date()):
            held = pluriel(one.tenues, "réunion tenue", "réunions tenues")
            text = render_line(
                TOO_SHORT,
                comite=one.comite.label,
                tenues=held,
                attendues=one.attendues,
                avant=date_longue(one.avant),
            )
            period = f"{programme.id}:{one.comite.slug}:{one.depuis}:{one.avant}"
            _tell(tx, programme, now, one.comite.label, text, period)


def _unspoken(tx: Tx, programme: Programme, now: datetime) -> None:
    known = {one.slug: one.label for one in programme.config.comites}
    for row in reunions.open_ones(tx, programme.id):
        if row.jour < paris(now).date() and row.comite in known:
            text = render_line(WAS_IT_HELD, comite=known[row.comite], jour=jour(row.jour))
            _tell(tx, programme, now, known[row.comite], text, f"reunion:{row.id}")


def _tell(
    tx: Tx, programme: Programme, now: datetime, comite: str, text: str, period: str
) -> None:
    if passages.claim(tx, "comite", period, now):
        subject = render_line(SUBJECT, comite=comite)
        coordination.tell(tx, programme, now, key=f"comite:{period}", subject=subject, text=text)
