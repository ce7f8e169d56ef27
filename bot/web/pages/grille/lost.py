"""What the coordination is told of a grid that did not reach its partner."""

from __future__ import annotations

from typing import Final

from bot.delivery.lost import Fate, Loss, Lost
from bot.rendering import render_line
from storage import grille
from storage.machine.db import Tx

LOST: Final = "La grille de présence n'a pas pu être envoyée à {{ adresse }} ({{ reason }})."


def lost(tx: Tx, loss: Loss) -> Lost | None:
    """Nobody has to make up for a delay."""
    lien = grille.behind(tx, loss.id)
    if lien is None or loss.fate is Fate.LATE:
        return None
    text = render_line(LOST, adresse=loss.adresse, reason=loss.reason)
    return Lost(loss.key, lien.dispositif_id, "La grille de présence n'est pas partie", text)
