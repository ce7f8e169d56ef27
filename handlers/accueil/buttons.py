"""« Est-ce bien cette personne ? »: whoever invited into the coordination says yes or no."""

from __future__ import annotations

from bot.casework import entree
from bot.domain.droits import Droit
from bot.feature import portee
from bot.feature.contract import UNKNOWN, Context, Reply, Tap
from storage.models import Invitation

ALREADY = "C'est déjà répondu."
ANSWERED = "Noté."
DEEDS = {entree.OUI: entree.let_in, entree.NON: entree.keep_out}


def answer(context: Context, tap: Tap) -> Reply:
    """Let the account in, or keep it out; the question becomes what was done."""
    invitation = portee.found(context, Droit.TENIR_EQUIPE, Invitation, tap.object_id)
    deed = DEEDS.get(tap.argument)
    if invitation is None or deed is None:
        return Reply(UNKNOWN)
    if invitation.demandee_par is None:
        return Reply(ALREADY, ALREADY)
    said = deed(context, invitation, context.author_id)
    return Reply(ANSWERED, context.render("{{ said }}", said=said))
