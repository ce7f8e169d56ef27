"""The 64 bytes of a button: which conversation, which screen, which action; or which object."""

from __future__ import annotations

from dataclasses import dataclass

from bot import buttons
from bot.buttons import Pressed
from bot.engine.state import Action, Tapped


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
    parts = data.split(":", 4)
    try:
        tapped = Tapped(Action(parts[3]), parts[4], int(parts[2]))
        return TalkButton(int(parts[1]), tapped)
    except (ValueError, IndexError):
        return None
