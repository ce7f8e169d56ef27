"""The buttons of a conversation put aside: taken up again, recorded as it is, or dropped."""

from __future__ import annotations

from typing import Final

from bot.buttons import Button, button
from bot.chat import words

RESUME, DROP, RECORD = "reprendre", "abandonner", "enregistrer"
PARKED: Final = Button("cv", (RESUME, DROP, RECORD))
"""Of a conversation."""

LABELS: Final = {
    RESUME: words.RESUME_BUTTON,
    DROP: words.DROP_BUTTON,
    RECORD: words.RECORD_BUTTON,
}


def keys(talk_id: int, *deeds: str) -> list[tuple[str, str]]:
    """One row: (label, callback data) for each of these deeds."""
    return [(LABELS[deed], button(PARKED, talk_id, deed)) for deed in deeds]
