"""The 64 bytes of a button: which conversation, which screen, which action; or which object."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bot import buttons
from bot.buttons import ROW_ID, Button, Pressed, button
from bot.chat import words
from bot.engine.state import Action, Tapped

RESUME, DROP, RECORD = "reprendre", "abandonner", "enregistrer"
PARKED: Final = Button("cv", (RESUME, DROP, RECORD))
"""Of a conversation put aside: taken up again, dropped, or recorded as it is."""

LABELS: Final = {
    RESUME: words.RESUME_BUTTON,
    DROP: words.DROP_BUTTON,
    RECORD: words.RECORD_BUTTON,
}
_WRITTEN: Final = re.compile(rf"c:({ROW_ID}):({ROW_ID}):([^:]*):(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class TalkButton:
    """A press inside conversation `talk_id`."""

    talk_id: int
    tapped: Tapped


def encode(talk_id: int, rev: int, action: Action, argument: str) -> str:
    return f"c:{talk_id}:{rev}:{action}:{argument}"


def decode(data: str) -> TalkButton | Pressed | None:
    """What `data` asks; None for anything this bot never wrote."""
    if not data.startswith("c:"):
        return buttons.read(data)
    match = _WRITTEN.fullmatch(data)
    if match is None or match[3] not in list(Action):
        return None
    tapped = Tapped(Action(match[3]), match[4], int(match[2]))
    return TalkButton(int(match[1]), tapped)


def keys(talk_id: int, *deeds: str) -> list[tuple[str, str]]:
    """One row under a conversation put aside: (label, callback data) for each of these deeds."""
    return [(LABELS[deed], button(PARKED, talk_id, deed)) for deed in deeds]
