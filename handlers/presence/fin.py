"""The end of a presence as a deed: who ended it may take it up again."""

from __future__ import annotations

from typing import Final

from bot.buttons import Keyboard
from bot.feature.contract import Context
from bot.feature.gestes import bouton, note
from storage import gestes
from storage.models import Presence
from storage.models.gestes import FIN

LABEL: Final = "↩️ Reprendre la présence"
CLOSING: Final = ("ambiance", "frequentation")
"""The questions asked once it is over."""


def ended(context: Context, presence: Presence) -> None:
    """Somebody's tap ended it, and may be taken back."""
    note(context, FIN, presence.id)


def button(context: Context, presence: Presence) -> Keyboard:
    """Under its summary, as long as that end stands."""
    done = gestes.of(context.tx, FIN, presence.id)
    return [[bouton(done, LABEL)]] if done and presence.fin else []
