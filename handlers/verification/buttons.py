"""Buttons of a check on site: one tap, no question."""

from __future__ import annotations

from bot.casework.libelles import ETATS, par_personne, quand
from bot.casework.signalement import actes as casework
from bot.casework.signalement.consequences import REPARE, TOUJOURS, VERIFIE
from bot.casework.signalement.contenu import reference
from bot.casework.signalement.deed import DeedSignalement
from bot.domain.droits import Droit
from bot.domain.vies.signalement import ActeSignalement, StatutSignalement
from bot.domain.vies.vie import Acteur, DejaFait, TransitionRefusee
from bot.feature import portee
from bot.feature.contract import UNKNOWN, Context, Reply, Tap
from bot.feature.gestes import bouton, note
from bot.rendering import render_line
from storage import signalements
from storage.models import Signalement

ACTES = {REPARE: ActeSignalement.VERIFIER_REPARE, TOUJOURS: ActeSignalement.VERIFIER_TOUJOURS_LA}
SAID = {
    ActeSignalement.VERIFIER_REPARE: "{{ v }} : réparé, merci. C'est clos.",
    ActeSignalement.VERIFIER_TOUJOURS_LA: "{{ v }} : toujours là. Le service est relancé.",
}
ALREADY = "{{ v }} : déjà dit le {{ quand }}. Merci."
NOTHING = "{{ v }} : {{ etat }}. Il n'y a plus rien à vérifier."
REPORT_AGAIN = " Si c'est toujours là, signalez-le de nouveau : 🔧 Signalement."
NOTED, NOT_NOTED = "Noté.", "C'était déjà vérifié : rien n'est changé."


def check(context: Context, tap: Tap) -> Reply:
    """Close it, or alert the service again; the message loses its buttons either way."""
    signalement = portee.found(context, Droit.VERIFIER, Signalement, tap.object_id)
    acte = ACTES.get(tap.argument)
    if signalement is None or acte is None:
        return Reply(UNKNOWN)
    return _do(context, signalement, acte)


def _do(context: Context, signalement: Signalement, acte: ActeSignalement) -> Reply:
    """The toast, and what takes the message's place."""
    v = reference(signalement)
    par, role = par_personne(context.person), Acteur(context.person.role)
    try:
        casework.act(context, signalement.id, DeedSignalement(acte, par, role, context.source))
    except DejaFait:
        last = signalements.last_acte(context.tx, signalement.id, acte)
        said = quand(last.le if last else context.now)
        return Reply(NOTED, render_line(ALREADY, v=v, quand=said))
    except TransitionRefusee:
        said = render_line(NOTHING, v=v, etat=ETATS[StatutSignalement(signalement.statut)].lower())
        again = REPORT_AGAIN if acte is ActeSignalement.VERIFIER_TOUJOURS_LA else ""
        return Reply(NOT_NOTED, said + again)
    undo = bouton(note(context, VERIFIE, _line(context, signalement, acte)))
    return Reply(NOTED, render_line(SAID[acte], v=v), [[undo]])


def _line(context: Context, signalement: Signalement, acte: ActeSignalement) -> int:
    """The row id of what was just written in its history."""
    last = signalements.last_acte(context.tx, signalement.id, acte)
    if last is None:
        raise LookupError("nothing was checked")
    return last.id
