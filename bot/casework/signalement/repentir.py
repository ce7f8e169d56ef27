"""« ↩️ Annuler », under a signalement just sent, however it was written down."""

from __future__ import annotations

from typing import Final

from bot.buttons import Button, Keyboard, button

ANNULER: Final = "annuler"
REPENTIR: Final = Button("rg", (ANNULER,), "signalement")
"""Under what was just sent."""
LABEL: Final = "↩️ Annuler"


def row(signalement_id: int, reference: str = "") -> Keyboard:
    """The button that takes it back; `reference`: said where the message tells of more than it."""
    label = f"{LABEL} {reference}".strip()
    return [[(label, button(REPENTIR, signalement_id, ANNULER))]]
