"""What the coordination is told of a grid that did not reach its partner."""

from __future__ import annotations

from typing import Final

from bot.delivery.lost import Fate, Loss, Lost
from bot.rendering import render_line
from storage import grille
from storage.machine.db import Tx

SENTENCES: Final = {
    Fate.LOST: "La grille de présence n'a pas pu être envoyée à {{ adresse }} ({{ reason }}).",
    Fate.UNSURE: (
        "La grille de présence est peut-être arrivée chez {{ adresse }}, peut-être pas "
        "({{ reason }}). Elle n'est pas renvoyée d'elle-même."
    ),
}


def lost(tx: Tx, loss: Loss) -> Lost | None:
    """Nobody has to make up for a delay."""
    lien, sentence = grille.behind(tx, loss.id), SENTENCES.get(loss.fate)
    if lien is None or sentence is None:
        return None
    text = render_line(sentence, adresse=loss.adresse, reason=loss.reason)
    return Lost(loss.key, lien.dispositif_id, "La grille de présence n'est pas partie", text)
