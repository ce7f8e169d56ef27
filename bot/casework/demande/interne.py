"""A direct request in full, with the words that came with it: for the team alone (P7)."""

from __future__ import annotations

from bot.casework.demande.presentation import described
from storage import notes
from storage.machine.db import Tx
from storage.models import Demande
from storage.programme import Programme


def in_full(tx: Tx, programme: Programme, demande: Demande) -> str:
    """« Bailleur · Nuisance · Site A · Cette semaine », then each of its words on a line."""
    words = [note.texte for note in notes.about(tx, Demande.__tablename__, demande.id)]
    return "\n".join((described(programme, demande), *(f"« {one} »" for one in words)))
