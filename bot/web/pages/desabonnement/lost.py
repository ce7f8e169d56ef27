"""What the coordination is told of a point hebdo that did not reach its reader."""

from __future__ import annotations

from typing import Final

from bot.delivery.lost import Fate, Loss, Lost
from bot.rendering import render_line
from bot.words import jour
from digests.lues import brought_by
from storage.machine.db import Tx

LOST: Final = "{{ digest }} n'a pas pu être envoyé à {{ adresse }} ({{ reason }})."


def lost(tx: Tx, loss: Loss) -> Lost | None:
    """Nobody has to make up for a delay: late rather than never (P6)."""
    digests = list(tx.scalars(brought_by(loss.id)))
    if not digests or loss.fate is Fate.LATE:
        return None
    names = ", ".join(f"« {one.comite} »" for one in digests)
    name = f"Le point hebdo {names} du {jour(digests[0].lundi)}"
    text = render_line(LOST, digest=name, adresse=loss.adresse, reason=loss.reason)
    return Lost(loss.key, digests[0].dispositif_id, "Un point hebdo n'est pas parti", text)
