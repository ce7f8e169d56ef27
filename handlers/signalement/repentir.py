"""A signalement just sent, taken back in one tap: for twenty seconds nobody has it yet."""

from __future__ import annotations

from typing import Final

from bot.casework.signalement.contenu import reference
from bot.domain.droits import Droit
from bot.feature import portee
from bot.feature.contract import UNKNOWN, Context, Reply, Tap
from bot.rendering import render_line
from handlers.signalement import entry
from storage import dictees, signalements

RETENU: Final = "↩️ {{ v }} : annulé. Personne ne l'avait reçu."
RAPPELE: Final = (
    "↩️ {{ v }} : annulé. Le service l'avait déjà : il reçoit un message qui dit qu'il n'y a plus "
    "rien à faire."
)
RESTE: Final = " Ce que votre message disait d'autre est gardé."
NOTED: Final = "Annulé."


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
    others = dictees.objets_of(context.tx, found.conversation_id or 0)
    return Reply(NOTED, f"{said}{RESTE if len(others) > 1 else ''}")
