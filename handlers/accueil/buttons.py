"""« Est-ce bien cette personne ? »: whoever invited into the coordination says yes or no."""

from __future__ import annotations

from bot.casework import entree
from bot.domain.roles import Role
from bot.feature.contract import Context, Reply, Tap
from storage.models import Invitation

RESERVED = "Cette question est pour la coordination."
ALREADY = "C'est déjà répondu."
ANSWERED = "Noté."
DEEDS = {entree.OUI: entree.let_in, entree.NON: entree.keep_out}


def answer(context: Context, tap: Tap) -> Reply:
    """Let the account in, or keep it out; the question becomes what was done."""
    invitation = context.tx.get(Invitation, tap.object_id)
    deed = DEEDS.get(tap.argument)
    if invitation is None or deed is None or not _may(context, invitation):
        return Reply(RESERVED)
    if invitation.demandee_par is None:
        return Reply(ALREADY, ALREADY)
    said = deed(context, invitation, context.author_id)
    return Reply(ANSWERED, context.render("{{ said }}", said=said))


def _may(context: Context, invitation: Invitation) -> bool:
    person = context.somebody
    if person is None or person.role != Role.COORDINATION:
        return False
    return person.dispositif_id == invitation.dispositif_id
