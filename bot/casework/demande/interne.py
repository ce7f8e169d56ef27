"""A direct request in full, with the words that came with it: for the team alone (P7)."""

from __future__ import annotations

from typing import Final

from bot.casework.demande.presentation import described, publique
from bot.rendering import render_line
from storage import notes
from storage.machine.db import Tx
from storage.models import Demande, Note
from storage.programme import Programme

OUTSIDE: Final = "Son numéro, pour qui l'a faite : {{ v }}"
QUESTION: Final = "demande_question"
"""What the note with a question of the coordination is about."""


def in_full(tx: Tx, programme: Programme, demande: Demande) -> str:
    """« Bailleur · Nuisance · Site A · Cette semaine », then its words, a line each, as they came.

    « ❓ » begins what the coordination asked.
    """
    said = notes.about(tx, Demande.__tablename__, demande.id)
    lines = sorted([*said, *asked(tx, demande)], key=lambda note: note.id)
    told = [render_line(OUTSIDE, v=publique(demande))] if demande.contact else []
    return "\n".join((described(programme, demande), *map(_line, lines), *told))


def asked(tx: Tx, demande: Demande) -> list[Note]:
    """The coordination's questions that stand, oldest first."""
    questions = notes.about(tx, QUESTION, demande.id)
    return [note for note in questions if note.statut == notes.VALIDEE]


def _line(note: Note) -> str:
    return f"❓ « {note.texte} »" if note.objet == QUESTION else f"« {note.texte} »"
