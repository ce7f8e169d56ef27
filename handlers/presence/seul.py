"""Presences of one person alone: told to the coordination on Monday, to nobody else (D07, M08).

A binôme protects its members and its neutrality; who was alone is no figure of a comité.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from typing import Final

from sqlalchemy import select

from bot.casework import coordination
from bot.clock import PARIS
from bot.domain.semaine import Semaine
from bot.rendering import render_line
from bot.words import heure, jour, pluriel
from handlers.presence.facts import site_label
from handlers.presence.securite import binome_label
from storage.machine import passages
from storage.models import Presence
from storage.programme import Programme
from storage.work import Work

TASK: Final = "presences_seul"
OPENS_AT: Final = time(8)
LISTED: Final = 20
"""Lines of one message; the rest is counted."""
TITLE: Final = (
    "La semaine dernière, {{ combien }} d'une seule personne. La coordination seule le lit :"
)
LINE: Final = (
    "• {{ site }}, {{ jour }} à {{ debut }}{% if fin %}, jusqu'à {{ fin }}{% endif %} "
    "({{ binome }})"
)
SUBJECT: Final = "Présences d'une seule personne"


def tell(work: Work) -> None:
    """From Monday morning on, of the week before; run it as often as you like."""
    semaine = Semaine.of(work.now)
    if work.now < datetime.combine(semaine.lundi, OPENS_AT, PARIS):
        return
    period = f"{work.programme.id}:{semaine.label}"
    if passages.done(work.tx, TASK, period):
        return
    alone = _of_one(work, semaine.shifted(-1))
    if not passages.claim(work.tx, TASK, period, work.now) or not alone:
        return
    lines = [_line(work.programme, row) for row in alone[:LISTED]]
    more = len(alone) - len(lines)
    lines += [f"… et {pluriel(more, 'autre')}."] if more else []
    title = render_line(TITLE, combien=pluriel(len(alone), "présence"))
    text = "\n".join([title, *lines])
    coordination.tell(work, key=f"{TASK}:{period}", subject=SUBJECT, text=text, sign="👤")


def _of_one(work: Work, semaine: Semaine) -> Sequence[Presence]:
    """Begun that week by one person alone (000 l.103), oldest first."""
    since, until = semaine.bornes()
    query = select(Presence).where(
        Presence.dispositif_id == work.programme.id,
        Presence.debut >= since,
        Presence.debut < until,
        Presence.mediateurs == 1,
        Presence.alive(),
    )
    return work.tx.scalars(query.order_by(Presence.debut, Presence.id)).all()


def _line(programme: Programme, row: Presence) -> str:
    return render_line(
        LINE,
        site=site_label(programme, row),
        jour=jour(row.debut),
        debut=heure(row.debut),
        fin=heure(row.fin) if row.fin else "",
        binome=binome_label(programme, row),
    )
