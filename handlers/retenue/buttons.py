"""« Laisser partir » or « Ne pas envoyer », under a signalement that waits to be read."""

from __future__ import annotations

from typing import Final

from bot.casework.libelles import par_personne
from bot.casework.signalement import actes as casework
from bot.casework.signalement import retenue
from bot.casework.signalement.contenu import EnMain
from bot.casework.signalement.deed import DeedSignalement
from bot.domain.droits import Droit
from bot.domain.vies.signalement import ActeSignalement
from bot.domain.vies.vie import Acteur, TransitionRefusee
from bot.feature import portee
from bot.feature.contract import UNKNOWN, Context, Reply, Tap
from bot.rendering import render_line
from bot.words import heure, jour
from storage import signalements
from storage.models import Signalement

GOES: Final = "✅ {{ v }} : il part {{ le }} à {{ h }}."
STAYS: Final = "🚫 {{ v }} : il ne part pas. Le binôme le sait."
TOO_LATE: Final = "{{ v }} : c'est déjà décidé, ou déjà parti."
NOTED: Final = "Noté."


def decide(context: Context, tap: Tap) -> Reply:
    """It leaves with the next letter, or never."""
    row = portee.found(context, Droit.RELIRE, Signalement, tap.object_id)
    if row is None:
        return Reply(UNKNOWN)
    en_main = EnMain.of(context, signalements.lock(context.tx, row.id))
    said = {"v": en_main.reference}
    if not retenue.waits(en_main):
        return Reply(NOTED, render_line(TOO_LATE, **said))
    if tap.argument == retenue.PARTIR:
        leaves = retenue.release(en_main)
        return Reply(NOTED, render_line(GOES, **said, le=jour(leaves), h=heure(leaves)))
    par, source = par_personne(context.person), context.source
    deed = DeedSignalement(ActeSignalement.ANNULER, par, Acteur(context.person.role), source)
    try:
        casework.act(context, row.id, deed)
    except TransitionRefusee:
        return Reply(NOTED, render_line(TOO_LATE, **said))
    return Reply(NOTED, render_line(STAYS, **said))
