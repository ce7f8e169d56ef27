"""Buttons on a dossier and on the check of an accord: one tap each."""

from __future__ import annotations

from bot.buttons import button
from bot.casework.mediation.actes import DOSSIER, REPRENDRE, bouton, reference
from bot.casework.mediation.suivi import is_answered
from bot.domain.droits import Droit
from bot.domain.vies.vie import TransitionRefusee
from bot.feature import portee
from bot.feature.contract import Context, Opening, Reply, Tap
from bot.feature.gestes import undo_row
from handlers.mediation import actions, facts
from handlers.mediation.flow import MEDIATION
from storage import mediations
from storage.models import DossierMediation

ALREADY = "C'est déjà noté."


def on_dossier(context: Context, tap: Tap) -> Reply:
    """Its card, or the mediation taken up again."""
    dossier = _theirs(context, tap.object_id)
    if dossier is None:
        return Reply(facts.refusal(context, tap.object_id))
    if tap.argument == REPRENDRE:
        return _resumed(context, dossier)
    return Reply("", opens=Opening(MEDIATION.name, {"dossier": str(dossier.id)}))


def on_check(context: Context, tap: Tap) -> Reply:
    """Whether the accord is kept."""
    suivi = mediations.suivi(context.tx, tap.object_id)
    dossier = _theirs(context, suivi.dossier_id) if suivi else None
    if suivi is None or dossier is None:
        return Reply(facts.refusal(context, suivi.dossier_id if suivi else None))
    if is_answered(suivi):
        return Reply(ALREADY, f"{reference(dossier)} : {facts.etat(dossier)}.")
    try:
        said = actions.checked(context, dossier, suivi, tap.argument)
    except TransitionRefusee:
        return Reply(ALREADY, f"{reference(dossier)} : {facts.etat(dossier)}.")
    keyboard = [*_after(dossier), *undo_row(context)]
    return Reply("Noté.", context.render("{{ said }}", said=said), keyboard)


def _after(dossier: DossierMediation) -> list[list[tuple[str, str]]]:
    """An accord that is not kept may be taken up again."""
    if dossier.statut not in ("accord_rompu", "accord_partiel"):
        return []
    return [[(facts.REPRENDRE.label, button(DOSSIER, dossier.id, REPRENDRE))]]


def _resumed(context: Context, dossier: DossierMediation) -> Reply:
    try:
        said = actions.resume(context, dossier)
    except TransitionRefusee:
        return Reply(ALREADY)
    keyboard = [[bouton(dossier)], *undo_row(context)]
    return Reply("Noté.", context.render("{{ said }}", said=said), keyboard)


def _theirs(context: Context, dossier_id: int) -> DossierMediation | None:
    dossier = mediations.get(context.tx, dossier_id)
    theirs = dossier is not None and portee.reaches(context, Droit.MENER_MEDIATION, dossier)
    return dossier if theirs else None
