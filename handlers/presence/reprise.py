"""« ↩️ Reprendre la présence »: ended too soon, it runs on as if it had not been ended."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from bot.buttons import Keyboard
from bot.feature.beforehand import PRESENCE
from bot.feature.contract import Context
from bot.feature.gestes import Defaisable, Repris
from bot.rendering import render_line
from bot.words import heure
from handlers.presence.equipe import partners
from handlers.presence.facts import site_label
from storage import presences
from storage.machine import conversations
from storage.machine.conversations import CANCELLED
from storage.models import Presence
from storage.models.gestes import SAME_EVENING, Geste

EXTENSION: Final = timedelta(hours=1)
"""What is planned of one that goes on beyond its planned end."""
CLOSING: Final = "presence_en_cours"
"""The flow in which it was ended."""
ENDED = "Présence terminée : {{ site }}, à {{ fin }}"
RUNNING: Final = "Cette présence est déjà en cours."
GONE: Final = "Cette présence a été supprimée : elle ne peut plus être reprise."
ELSEWHERE: Final = "Une autre présence a commencé depuis : celle-ci ne peut plus être reprise."
TOO_LATE: Final = (
    "Cette présence est finie depuis trop longtemps. Corrigez son heure de fin dans 📋 Ma journée."
)
AGAIN = "La présence continue : <b>{{ site }}</b>, depuis {{ debut|heure }}."
TOLD = "<b>{{ site }}</b> : votre binôme a repris la présence, terminée trop tôt. Elle continue."


def says(context: Context, geste: Geste) -> str:
    """« Présence terminée : Site A, à 20 h 52 »."""
    row = context.tx.get_one(Presence, geste.objet_id)
    return render_line(
        ENDED, site=site_label(context.programme, row), fin=heure(row.fin or geste.le)
    )


def undo(context: Context, geste: Geste) -> Repris:
    """It runs on from where it began; its pause too, if there was one."""
    row = context.tx.get_one(Presence, geste.objet_id)
    problem = _refused(context, row)
    if problem:
        return Repris(problem)
    presences.reopen(context.tx, row, context.programme.calendrier)
    if row.fin_prevue <= context.now:
        row.fin_prevue = context.now + EXTENSION
    row.relancee_le = None
    _leave_closing(context, row)
    for person in partners(context, row):
        context.tell(person.telegram_id, TOLD, site=site_label(context.programme, row))
    return Repris()


def again(context: Context, geste: Geste) -> tuple[str, Keyboard]:
    """What runs now."""
    row = context.tx.get_one(Presence, geste.objet_id)
    site = site_label(context.programme, row)
    return context.render(AGAIN, site=site, debut=row.debut), []


def _refused(context: Context, row: Presence) -> str:
    if row.supprimee_le is not None:
        return GONE
    if row.fin is None:
        return RUNNING
    if row.fin < context.now - SAME_EVENING:
        return TOO_LATE
    since = [*presences.touching(context.tx, row.binome_id, row.fin, context.now)]
    running = presences.running(context.tx, row.binome_id)
    return ELSEWHERE if running or any(one.id != row.id for one in since) else ""


def _leave_closing(context: Context, row: Presence) -> None:
    """« L'ambiance ? » is no question any more."""
    talk = conversations.newest(context.tx, context.user_id, context.user_id)
    if talk and talk.state.flow == CLOSING and PRESENCE.of(talk.state.answers) == row.id:
        conversations.close(context.tx, talk, CANCELLED, context.now)


DEFAISABLE: Final = Defaisable(says=says, undo=undo, again=again)
