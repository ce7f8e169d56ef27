"""The 64 bytes of a button: which conversation, which screen, which action."""

from __future__ import annotations

from dataclasses import dataclass

from bot.engine.state import Action, Tapped


@dataclass(frozen=True, slots=True)
class TalkButton:
    """A press inside conversation `talk_id`."""

    talk_id: int
    tapped: Tapped


@dataclass(frozen=True, slots=True)
class ObjectButton:
    """A press on an object's button: « g:<geste>:<id>:<argument> »."""

    geste: str
    object_id: int
    argument: str


def encode(talk_id: int, rev: int, action: Action, argument: str) -> str:
    return f"c:{talk_id}:{rev}:{action}:{argument}"


def decode(data: str) -> TalkButton | ObjectButton | None:
    """What `data` asks; None for anything this bot never wrote."""
    parts = data.split(":", 4)
    try:
        if parts[0] == "c" and len(parts) == 5:
            tapped = Tapped(Action(parts[3]), parts[4], int(parts[2]))
            return TalkButton(int(parts[1]), tapped)
        if parts[0] == "g" and len(parts) == 4:
            return ObjectButton(parts[1], int(parts[2]), parts[3])
    except ValueError:
        return None
    return None
