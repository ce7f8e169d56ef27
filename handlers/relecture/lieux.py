"""Words about a place: one that a service waits for, or one that the programme may learn."""

from __future__ import annotations

from typing import Final

from bot.casework.signalement import actes as casework
from bot.feature.contract import Context
from storage.libre import TexteVerifie
from storage.models import Note
from storage.textes import LIEU_DIT, LIEU_SIGNALEMENT

LEARN: Final = "📍 Un lieu, et personne ? Validé, le bot ne demandera plus"
PLACE: Final = "📍 Lieu à préciser pour le service"
SENTENCES: Final = {LIEU_DIT: LEARN, LIEU_SIGNALEMENT: PLACE}
"""What is asked of the coordination, by what the words are about."""


def agreed(context: Context, note: Note, said: TexteVerifie) -> None:
    """The service reads the place as the coordination says it."""
    if note.objet == LIEU_SIGNALEMENT:
        casework.place(context, note.objet_id, said, reread=True)


def reopened(context: Context, note: Note) -> None:
    """The service reads it without whoever it names, as before the coordination's word."""
    if note.objet == LIEU_SIGNALEMENT:
        casework.place(context, note.objet_id, note.texte, reread=False)


def refused(context: Context, note: Note) -> None:
    """What was said to be a place is somebody: it is shown to no service any more."""
    if note.objet == LIEU_DIT:
        casework.no_place(context, note.texte)
