"""Buttons on a dossier and on the check of an accord: one tap each."""

from __future__ import annotations

from bot.casework.mediation.actes import VERIFICATIONS, reference
from bot.domain.vies.mediation import TransitionRefusee
from bot.feature.contract import Context, Geste, Opening, Reply, Tap
from handlers.mediation import actions, facts
from handlers.mediation.flow import MEDIATION
from storage import mediations
from storage.models import DossierMediation

UNKNOWN = "Ce bouton n'est plus reconnu."
ALREADY = "C'est déjà noté."


def on_dossier(context: Context, tap: Tap) -> Reply:
    """« g:me:<dossier>:ouvrir|reprendre »: its card, or the mediation taken up again."""
    dossier = _theirs(context, tap.object_id)
    if dossier is None:
        return Reply(facts.refusal(context, tap.object_id))
    if tap.argument == "reprendre":
        return _resumed(context, dossier)
    if tap.argument != "ouvrir":
        return Reply(UNKNOWN)
    return Reply("", opens=Opening(MEDIATION.name, {"dossier": str(dossier.id)}))


def on_check(context: Context, tap: Tap) -> Reply:
    """« g:sa:<suivi>:tenu|en_partie|rompu »: whether the accord is kept."""
    suivi = mediations.suivi(context.tx, tap.object_id)
    dossier = _theirs(context, suivi.dossier_id) if suivi else None
    if suivi is None or dossier is None:
        return Reply(facts.refusal(context, suivi.dossier_id if suivi else None))
    if tap.argument not in VERIFICATIONS:
        return Reply(UNKNOWN)
    if suivi.fait_le is not None:
        return Reply(ALREADY, f"{reference(dossier)} : {facts.etat(dossier)}.")
    said = actions.checked(context, dossier, suivi, tap.argument)
    return Reply("Noté.", context.render("{{ said }}", said=said), _after(dossier))


def _after(dossier: DossierMediation) -> list[list[tuple[str, str]]]:
    """An accord that is not kept may be taken up again."""
    if dossier.statut not in ("accord_rompu", "accord_partiel"):
        return []
    return [[(facts.REPRENDRE.label, f"g:me:{dossier.id}:reprendre")]]


def _resumed(context: Context, dossier: DossierMediation) -> Reply:
    try:
        said = actions.resume(context, dossier)
    except TransitionRefusee:
        return Reply(ALREADY)
    button = (f"📂 {reference(dossier)}", f"g:me:{dossier.id}:ouvrir")
    return Reply("Noté.", context.render("{{ said }}", said=said), [[button]])


def _theirs(context: Context, dossier_id: int) -> DossierMediation | None:
    person = context.somebody
    dossier = mediations.get(context.tx, dossier_id)
    if dossier is None or person is None or person.binome_id is None:
        return None
    return dossier if dossier.binome_id == person.binome_id else None


GESTES: dict[str, Geste] = {"me": on_dossier, "sa": on_check}
