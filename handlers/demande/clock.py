"""A request that nobody answered in time, and an address that is not needed any more."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from bot.casework import coordination
from bot.casework.demande import actes as casework
from bot.casework.demande import interne
from bot.casework.demande import presentation as fiche
from bot.clock import paris
from bot.domain.vies.demande import CHEZ_LA_VILLE, RAPPELS_VILLE
from bot.rendering import render_line
from bot.words import day_of_month
from storage import demandes
from storage.machine import passages
from storage.models import Demande
from storage.work import AT_ONCE, More, Work, a_few

VILLE: Final = "demande à la Ville"
AT_THE_VILLE = (
    "{{ v }} est à la médiation de la Ville depuis le {{ le }}. Où en est-elle ?\n{{ texte }}"
)
LATE = "{{ v }} attend une réponse, promise avant {{ avant }}.\n{{ texte }}"


def remind(work: Work) -> More | None:
    """Each late request once (BAI-3: « answer within the set delay »)."""
    late = demandes.late(work.tx, work.programme.id, work.now, AT_ONCE)
    for demande in late:
        demandes.note_reminded(work.tx, demande, work.now)
        v = fiche.reference(demande)
        texte = interne.in_full(work.tx, work.programme, demande)
        coordination.tell(
            work,
            key=f"demande:{demande.id}:retard",
            subject=f"[{v}] Demande sans réponse",
            text=render_line(LATE, v=v, avant=fiche.before(demande), texte=texte),
            keyboard=fiche.keyboard(work.programme, demande),
        )
    return More(remind) if len(late) == AT_ONCE else None


def ask_the_ville(work: Work) -> More | None:
    """Each time that a fortnight has passed, where one stands that the Ville has; then no more."""
    since = work.now - CHEZ_LA_VILLE * (RAPPELS_VILLE + 1)
    rows = demandes.at_the_ville(work.tx, work.programme.id, since)
    due = {_fortnight(work, row): row for row in rows if _given(row) <= work.now - CHEZ_LA_VILLE}
    known = passages.claimed(work.tx, VILLE, due)
    return a_few(work, [row for key, row in due.items() if key not in known], _ask_where_it_is)


def _ask_where_it_is(work: Work, demande: Demande) -> None:
    key = _fortnight(work, demande)
    if not passages.claim(work.tx, VILLE, key, work.now):
        return
    v, texte = fiche.reference(demande), interne.in_full(work.tx, work.programme, demande)
    le = day_of_month(paris(_given(demande)).date())
    coordination.tell(
        work,
        key=f"demande:{key}:ville",
        subject=f"[{v}] Où en est la Ville ?",
        text=render_line(AT_THE_VILLE, v=v, le=le, texte=texte),
        sign="🏛",
        keyboard=fiche.keyboard(work.programme, demande),
    )


def _fortnight(work: Work, demande: Demande) -> str:
    """Which one it is, since the Ville was given it: « 12:2026-11-17:2 »."""
    given = _given(demande)
    return f"{demande.id}:{paris(given).date()}:{(work.now - given) // CHEZ_LA_VILLE}"


def _given(demande: Demande) -> datetime:
    return demande.decidee_le or demande.recue_le


def erase_contacts(work: Work) -> More | None:
    """An address is kept to answer, and not a day more than the dispositif says."""
    kept = timedelta(days=work.programme.config.reglages.contact_jours)
    over = demandes.answered_before(work.tx, work.programme.id, work.now - kept, AT_ONCE)
    for demande in over:
        casework.erase_contact(demande)
    return More(erase_contacts) if len(over) == AT_ONCE else None
