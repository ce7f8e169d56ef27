"""A presence left open: asked about after its planned end, then closed « à confirmer »."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from bot.buttons import button
from bot.casework import coordination
from bot.domain.lecture.heures import to_stamp
from bot.feature.contract import Context
from bot.rendering import render_line
from bot.words import heure
from handlers.presence import facts, securite, tableau
from handlers.presence.equipe import concerned
from handlers.presence.kinds import CONFIRMER, ENCORE, MAINTENANT, PRESENCE
from storage import presences
from storage.models import Presence
from storage.work import More, Work

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

Relance = Callable[[Work, Presence], None]


def follow_up(work: Work) -> More | None:
    """Ask once, alarm, then close at the planned end; run it as often as you like.

    One deed a transaction: closing a presence writes a dozen rows and its summary.
    """
    ask_after = timedelta(minutes=work.programme.config.presence.relance_minutes)
    left = presences.overdue(work.tx, work.programme.id, work.now, ask_after)
    alarmed = securite.raised(work.tx, left)
    due = ((deed, one) for one in left if (deed := _deed(work, one, one.id in alarmed)))
    if (first := next(due, None)) is None:
        return None
    deed, presence = first
    deed(work, presence)
    return More(follow_up)


def _deed(work: Work, presence: Presence, alarmed: bool) -> Relance | None:
    """What its silence calls for now: the coordination knows of it before it is closed."""
    rules = work.programme.config.presence
    relance = presence.relancee_le
    if relance is None:
        return _ask
    if _is_worrying(work, presence) and not alarmed:
        return _alarm
    ask_after = timedelta(minutes=rules.relance_minutes)
    is_over = relance <= work.now - (timedelta(hours=rules.cloture_heures) - ask_after)
    return _close if is_over else None


def _is_worrying(work: Work, presence: Presence) -> bool:
    """Whether nobody has answered for so long that they must be called."""
    silence = timedelta(minutes=work.programme.config.presence.securite_minutes)
    return presence.relancee_le is not None and presence.relancee_le <= work.now - silence


def _ask(work: Work, presence: Presence) -> None:
    presence.relancee_le = work.now
    planned = to_stamp(presence.fin_prevue)
    buttons = [
        [("✅ Encore là", button(PRESENCE, presence.id, ENCORE))],
        [
            (f"⏹ Fini à {heure(presence.fin_prevue)}", button(PRESENCE, presence.id, planned)),
            ("⏹ Fini maintenant", button(PRESENCE, presence.id, MAINTENANT)),
        ],
    ]
    context = _context(work, presence, "demande")
    for person in concerned(work.tx, presence):
        context.tell(
            person.telegram_id,
            ASK,
            buttons,
            site=facts.site_label(work.programme, presence),
            fin=presence.fin_prevue,
        )


def _alarm(work: Work, presence: Presence) -> None:
    """Nobody said that all is well: somebody must call them (requirements MED-13)."""
    if not securite.raise_alarm(work.tx, presence, work.now):
        return
    site = facts.site_label(work.programme, presence)
    coordination.tell(
        work,
        key=securite.key(presence),
        subject=render_line(ALARM_SUBJECT, site=site),
        text=render_line(
            ALARM,
            site=site,
            binome=securite.binome_label(work.programme, presence),
            fin=heure(presence.fin_prevue),
            demande=heure(presence.relancee_le or work.now),
            minutes=work.programme.config.presence.securite_minutes,
        ),
    )
    context = _context(work, presence, "securite")
    for person in concerned(work.tx, presence):
        context.tell(person.telegram_id, TOLD)


def _close(work: Work, presence: Presence) -> None:
    fin = presence.fin_prevue
    presences.close_presence(work.tx, presence, fin, work.programme.calendrier, a_confirmer=True)
    context = _context(work, presence, "fermeture")
    tableau.close(context, presence)
    yes = (f"✅ Oui, fini à {heure(fin)}", button(PRESENCE, presence.id, CONFIRMER))
    site = facts.site_label(work.programme, presence)
    for person in concerned(work.tx, presence):
        context.tell(person.telegram_id, CLOSED, [[yes]], site=site, fin=fin)


def _context(work: Work, presence: Presence, what: str) -> Context:
    """A turn that nobody asked for: its key is the presence, the question and the planned end."""
    source = f"presence:{presence.id}:{what}:{int(presence.fin_prevue.timestamp())}"
    return Context.by_clock(work, source)
