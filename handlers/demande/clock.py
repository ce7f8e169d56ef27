"""A request that nobody answered in time, and an address that is not needed any more."""

from __future__ import annotations

from datetime import timedelta

from bot.casework import coordination
from bot.casework.demande import actes as casework
from bot.casework.demande import interne
from bot.casework.demande import presentation as fiche
from bot.rendering import render_line
from storage import demandes
from storage.work import AT_ONCE, More, Work

LATE = "{{ v }} attend une réponse ; elle était promise avant {{ avant }}.\n{{ texte }}"


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


def erase_contacts(work: Work) -> More | None:
    """An address is kept to answer, and not a day more than the dispositif says."""
    kept = timedelta(days=work.programme.config.reglages.contact_jours)
    over = demandes.answered_before(work.tx, work.programme.id, work.now - kept, AT_ONCE)
    for demande in over:
        casework.erase_contact(demande)
    return More(erase_contacts) if len(over) == AT_ONCE else None
