"""A request that nobody answered in time, and an address that is not needed any more."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.casework import coordination
from bot.casework.demande import actes as casework
from bot.casework.demande import fiche, interne
from bot.rendering import render_line
from storage import demandes
from storage.machine.db import Tx
from storage.programme import Programme

LATE = "{{ v }} attend une réponse ; elle était promise avant {{ avant }}.\n{{ texte }}"


def remind(tx: Tx, programme: Programme, now: datetime) -> None:
    """Each late request once (BAI-3: « answer within the set delay »)."""
    for demande in demandes.late(tx, programme.id, now):
        demandes.note_reminded(tx, demande, now)
        v = fiche.reference(demande)
        texte = interne.in_full(tx, programme, demande)
        coordination.tell(
            tx,
            programme,
            now,
            key=f"demande:{demande.id}:retard",
            subject=f"[{v}] Demande sans réponse",
            text=render_line(LATE, v=v, avant=fiche.before(demande), texte=texte),
            keyboard=fiche.keyboard(programme, demande),
        )


def erase_contacts(tx: Tx, programme: Programme, now: datetime) -> None:
    """An address is kept to answer, and not a day more than the dispositif says."""
    kept = timedelta(days=programme.config.reglages.contact_jours)
    for demande in demandes.answered_before(tx, programme.id, now - kept):
        casework.erase_contact(tx, demande)
