"""A signalement just sent, taken back in one tap: for twenty seconds nobody has it yet."""

from __future__ import annotations

from typing import Final

from bot.buttons import Button, Keyboard, button
from bot.casework.signalement.contenu import reference
from bot.domain.droits import Droit
from bot.feature import portee
from bot.feature.contract import UNKNOWN, Context, Reply, Tap
from bot.rendering import render_line
from handlers.signalement import entry
from storage import signalements

ANNULER: Final = "annuler"
REPENTIR: Final = Button("rg", (ANNULER,), "signalement")
"""Under what was just sent."""
LABEL: Final = "↩️ Annuler"
RETENU: Final = "↩️ {{ v }} : annulé. Personne ne l'avait reçu."
RAPPELE: Final = (
    "↩️ {{ v }} : annulé. Le service l'avait déjà : il reçoit un message qui dit qu'il n'y a plus "
    "rien à faire."
)
NOTED: Final = "Annulé."


def row(signalement_id: int) -> Keyboard:
    """The button that takes it back."""
    return [[(LABEL, button(REPENTIR, signalement_id, ANNULER))]]


def take_back(context: Context, tap: Tap) -> Reply:
    """Nothing leaves any more; what has left is called back. Refused once it is mended."""
    found = signalements.get(context.tx, tap.object_id)
    if found is None or not portee.reaches(context, Droit.SIGNALER, found):
        return Reply(UNKNOWN)
    left = any(one.envoyee_le for one in signalements.alertes(context.tx, found.id))
    refusal = entry.delete(context, found)
    if refusal:
        return Reply(refusal, refusal)
    said = render_line(RAPPELE if left else RETENU, v=reference(found))
    return Reply(NOTED, said)
