"""« ↩️ Retirer ce créneau », only for the actor whose slot it is."""

from __future__ import annotations

from bot.domain.roles import Droit
from bot.feature.contract import Context, Reply, Tap
from handlers.grille_presence.actions import GONE, take_away

NOTED = "C'est retiré."
RESERVED = "Cette grille est réservée aux équipes invitées."


def remove(context: Context, tap: Tap) -> Reply:
    if not context.may(Droit.ANNONCER_SA_PRESENCE):
        return Reply(RESERVED)
    said = take_away(context, tap.object_id)
    return Reply(GONE if said == GONE else NOTED, context.render("{{ said }}", said=said))
