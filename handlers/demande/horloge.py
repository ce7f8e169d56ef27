"""A request that nobody answered in time: the coordination is reminded, once."""

from __future__ import annotations

from datetime import datetime

from bot.casework import coordination
from bot.casework import demande_fiche as fiche
from storage import demandes
from storage.db import Tx
from storage.programme import Programme

LATE = "{v} attend une réponse ; elle était promise avant {avant}.\n{texte}"


def remind(tx: Tx, programme: Programme, now: datetime) -> None:
    """Each late request once (BAI-3: « answer within the set delay »)."""
    for demande in demandes.late(tx, programme.id, now):
        demandes.note_reminded(tx, demande, now)
        v = fiche.reference(demande)
        texte = fiche.in_full(tx, programme, demande)
        coordination.tell(
            tx,
            programme,
            now,
            key=f"demande:{demande.id}:retard",
            subject=f"[{v}] Demande sans réponse",
            text=LATE.format(v=v, avant=fiche.before(demande), texte=texte),
            keyboard=fiche.keyboard(programme, demande),
        )


TACHES = {"demandes without an answer": remind}
