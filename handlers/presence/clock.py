"""A presence left open: asked about after its planned end, then closed « à confirmer »."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.buttons import button
from bot.casework import coordination
from bot.domain.lecture.heures import to_stamp
from bot.feature.context import Context
from bot.rendering import render_line
from bot.words import heure
from handlers.presence import facts as known
from handlers.presence import securite, tableau
from handlers.presence.equipe import concerned
from handlers.presence.kinds import CONFIRMER, ENCORE, MAINTENANT, PRESENCE
from storage import presences
from storage.machine.db import Tx
from storage.models import Presence
from storage.programme import Programme

ASK = (
    "<b>{{ site }}</b> : toujours sur place ? La présence devait finir à {{ fin|heure }}. "
    "Tout va bien ?"
)
CLOSED = (
    "<b>{{ site }}</b> : sans réponse de votre part, la présence est fermée à "
    "{{ fin|heure }}, heure prévue. Elle est marquée « à confirmer » : "
    "confirmez l'heure, ou corrigez-la dans 📋 Ma journée."
)
ALARM = (
    "{{ site }} : la présence ({{ binome }}) devait finir à {{ fin }}. À {{ demande }}, "
    "le bot a demandé aux médiateurs si tout va bien. "
    "Personne n'a répondu depuis {{ minutes }} minutes. Appelez-les."
)
ALARM_SUBJECT = "{{ site }} : sans nouvelles de la présence"
TOLD = (
    "Sans réponse de votre part, la coordination est prévenue. "
    "Si tout va bien, répondez à la question ci-dessus : elle le saura."
)


def follow_up(tx: Tx, programme: Programme, now: datetime) -> None:
    """Ask once, then close at the planned end; run it as often as you like."""
    rules = programme.config.presence
    ask_after = timedelta(minutes=rules.relance_minutes)
    close_after = timedelta(hours=rules.cloture_heures)
    silence = timedelta(minutes=rules.securite_minutes)
    for presence in presences.overdue(tx, programme.id, now, ask_after):
        asked = presence.relancee_le
        if asked is None:
            _ask(tx, programme, presence, now)
            continue
        if asked <= now - silence:
            _alarm(tx, programme, presence, now)
        if asked <= now - (close_after - ask_after):
            _close(tx, programme, presence, now)


def _ask(tx: Tx, programme: Programme, presence: Presence, now: datetime) -> None:
    presence.relancee_le = now
    planned = to_stamp(presence.fin_prevue)
    buttons = [
        [("✅ Encore là", button(PRESENCE, presence.id, ENCORE))],
        [
            (f"⏹ Fini à {heure(presence.fin_prevue)}", button(PRESENCE, presence.id, planned)),
            ("⏹ Fini maintenant", button(PRESENCE, presence.id, MAINTENANT)),
        ],
    ]
    context = _context(tx, programme, presence, now, "demande")
    for person in concerned(tx, presence):
        context.tell(
            person.telegram_id,
            ASK,
            buttons,
            site=known.site_label(programme, presence),
            fin=presence.fin_prevue,
        )


def _alarm(tx: Tx, programme: Programme, presence: Presence, now: datetime) -> None:
    """Nobody said that all is well: somebody must call them (requirements MED-13)."""
    if not securite.raise_alarm(tx, presence, now):
        return
    site = known.site_label(programme, presence)
    coordination.tell(
        tx,
        programme,
        now,
        key=securite.key(presence),
        subject=render_line(ALARM_SUBJECT, site=site),
        text=render_line(
            ALARM,
            site=site,
            binome=securite.binome_label(programme, presence),
            fin=heure(presence.fin_prevue),
            demande=heure(presence.relancee_le or now),
            minutes=programme.config.presence.securite_minutes,
        ),
    )
    context = _context(tx, programme, presence, now, "securite")
    for person in concerned(tx, presence):
        context.tell(person.telegram_id, TOLD)


def _close(tx: Tx, programme: Programme, presence: Presence, now: datetime) -> None:
    fin = presence.fin_prevue
    presences.close_presence(tx, presence, fin, programme.calendrier, a_confirmer=True)
    context = _context(tx, programme, presence, now, "fermeture")
    tableau.close(context, presence)
    yes = (f"✅ Oui, fini à {heure(fin)}", button(PRESENCE, presence.id, CONFIRMER))
    site = known.site_label(programme, presence)
    for person in concerned(tx, presence):
        context.tell(person.telegram_id, CLOSED, [[yes]], site=site, fin=fin)


def _context(
    tx: Tx, programme: Programme, presence: Presence, now: datetime, what: str
) -> Context:
    """A turn that nobody asked for: its key is the presence, the question and the planned end."""
    source = f"presence:{presence.id}:{what}:{int(presence.fin_prevue.timestamp())}"
    return Context(tx, programme, now, None, source)
