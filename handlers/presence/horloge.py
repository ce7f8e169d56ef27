"""A presence left open: asked about after its planned end, then closed « à confirmer »."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.domain.heures import to_stamp
from bot.words import heure
from handlers.contract import Context
from handlers.presence import facts as known
from storage import people, presences
from storage.db import Tx
from storage.models import Personne, Presence
from storage.programme import Programme

ASK = "Toujours au <b>{{ site }}</b> ? La présence devait finir à {{ fin|heure }}."
CLOSED = (
    "Sans réponse de votre part, la présence au <b>{{ site }}</b> est fermée à "
    "{{ fin|heure }}, heure prévue. Elle est marquée « à confirmer » : "
    "confirmez l'heure, ou corrigez-la dans 📋 Ma journée."
)


def follow_up(tx: Tx, programme: Programme, now: datetime) -> None:
    """Ask once, then close at the planned end; run it as often as you like."""
    rules = programme.config.presence
    ask_after = timedelta(minutes=rules.relance_minutes)
    close_after = timedelta(hours=rules.cloture_heures)
    for presence in presences.overdue(tx, programme.id, now, ask_after):
        if presence.relancee_le is None:
            _ask(tx, programme, presence, now)
        elif presence.relancee_le <= now - (close_after - ask_after):
            _close(tx, programme, presence, now)


def _ask(tx: Tx, programme: Programme, presence: Presence, now: datetime) -> None:
    presence.relancee_le = now
    planned = to_stamp(presence.fin_prevue)
    buttons = [
        [("✅ Encore là", f"g:pr:{presence.id}:encore")],
        [
            (f"⏹ Fini à {heure(presence.fin_prevue)}", f"g:pr:{presence.id}:{planned}"),
            ("⏹ Fini maintenant", f"g:pr:{presence.id}:maintenant"),
        ],
    ]
    context = _context(tx, programme, presence, now, "demande")
    for person in _concerned(tx, presence):
        context.tell(
            person.telegram_id,
            ASK,
            buttons,
            site=known.site_label(programme, presence),
            fin=presence.fin_prevue,
        )


def _close(tx: Tx, programme: Programme, presence: Presence, now: datetime) -> None:
    fin = presence.fin_prevue
    presences.close_presence(tx, presence, fin, programme.calendrier, a_confirmer=True)
    context = _context(tx, programme, presence, now, "fermeture")
    button = (f"✅ Oui, fini à {heure(fin)}", f"g:pr:{presence.id}:confirmer")
    site = known.site_label(programme, presence)
    for person in _concerned(tx, presence):
        context.tell(person.telegram_id, CLOSED, [[button]], site=site, fin=fin)


def _concerned(tx: Tx, presence: Presence) -> list[Personne]:
    """The binôme, and whoever of another one started the presence."""
    members = people.binome_members(tx, presence.binome_id)
    author = tx.get_one(Personne, presence.auteur_id)
    known_already = author.revoquee_le or author.id in {one.id for one in members}
    return members if known_already else [*members, author]


def _context(
    tx: Tx, programme: Programme, presence: Presence, now: datetime, what: str
) -> Context:
    """A turn that nobody asked for: its key is the presence, the question and the planned end."""
    source = f"presence:{presence.id}:{what}:{int(presence.fin_prevue.timestamp())}"
    return Context(tx, programme, None, now, source)


TACHES = {"presences left open": follow_up}
