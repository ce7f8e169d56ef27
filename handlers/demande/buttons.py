"""Buttons under a request: the coordination's decision, and what a binôme opens from it."""

from __future__ import annotations

from typing import Any, Final

from bot.buttons import Keyboard, button
from bot.casework.demande import consequences as suites
from bot.casework.demande import presentation as fiche
from bot.casework.demande.actes import in_hand
from bot.domain.droits import Droit
from bot.domain.vies.demande import ActeDemande
from bot.feature import portee
from bot.feature.beforehand import DEMANDE
from bot.feature.contract import UNKNOWN, Context, Opening, Reply, Tap
from bot.questions import choix
from handlers.demande import actions, facts
from handlers.demande.flow import DEMANDES, PRECISION
from storage import demandes
from storage.models import Demande

WITHDRAWN = "Cette demande a été retirée."
NOT_YOURS = "Cette demande n'est pas confiée à votre binôme."
OVER = "C'est déjà fait."
WHO = "📥 {{ texte }}\n<b>Quel binôme s'en charge ?</b>"

OPENS: Final = {suites.SIGNALEMENT: "signalement", suites.PRESENCE: "presence_demarrer"}
"""Flows that a binôme may open from a request; each says what came of it once it is recorded."""


def on_decision(context: Context, tap: Tap) -> Reply:
    """What the coordination decides, then to which binôme."""
    demande = demandes.get(context.tx, tap.object_id)
    if demande is None or not portee.reaches(context, Droit.DECIDER_DEMANDE, demande):
        return Reply(WITHDRAWN)
    if tap.argument.startswith(fiche.FOR_BINOME):
        return _entrusted(context, demande, tap.argument.removeprefix(fiche.FOR_BINOME))
    if tap.argument not in {one.slug for one in facts.decisions(context, demande)}:
        return _decided(context, demande, fiche.etat(context.programme, demande), [])
    if tap.argument == ActeDemande.ACCEPTER and len(choix.binomes(context)) > 1:
        said = context.render(WHO, texte=facts.card(context, demande))
        return Reply("", said, _choice_of_binome(context, demande))
    if tap.argument == ActeDemande.DEMANDER_PRECISION:
        seed = {"demande": str(demande.id), "decision": tap.argument}
        return Reply("", opens=Opening(DEMANDES.name, seed))
    return _decided(context, demande, *actions.do(context, demande, ActeDemande(tap.argument)))


def on_entrusted(context: Context, tap: Tap) -> Reply:
    """What the binôme in charge opens from it, or that it is done.

    « ✍️ Préciser » is for the binôme that noted it: its flow knows which ones wait for an answer.
    """
    if tap.argument == suites.PRECISER:
        return Reply("", opens=Opening(PRECISION.name, DEMANDE.seed(tap.object_id)))
    demande = portee.found(context, Droit.SUIVRE_DEMANDE, Demande, tap.object_id)
    if demande is None or demande.affectee_id is None or demande.supprimee_le is not None:
        return Reply(NOT_YOURS)
    if not in_hand(demande):
        return Reply(OVER)
    if tap.argument == suites.MEDIATION:
        return Reply("", opens=Opening("conflit", _seed(context, demande)))
    if tap.argument in OPENS:
        return Reply("", opens=Opening(OPENS[tap.argument], DEMANDE.seed(demande.id)))
    said, undo = actions.do(context, demande, ActeDemande.TRAITER)
    return Reply("Noté.", context.render("{{ said }}", said=said), undo)


def _entrusted(context: Context, demande: Demande, number: str) -> Reply:
    if number not in {one.slug for one in choix.binomes(context)}:
        return Reply(UNKNOWN)
    return _decided(
        context, demande, *actions.do(context, demande, ActeDemande.ACCEPTER, int(number))
    )


def _decided(context: Context, demande: Demande, said: str, undo: Keyboard) -> Reply:
    """The card with its new state, what may still be decided, and the decision taken back."""
    text = context.render("📥 {{ texte }}", texte=facts.card(context, demande))
    return Reply(said, text, [*fiche.keyboard(context.programme, demande), *undo])


def _choice_of_binome(context: Context, demande: Demande) -> Keyboard:
    return [
        [(one.label, button(fiche.DECISION, demande.id, f"{fiche.FOR_BINOME}{one.slug}"))]
        for one in choix.binomes(context)
    ]


def _seed(context: Context, demande: Demande) -> dict[str, Any]:
    """A dossier that answers a request: later, not live, asked by the same, at the same place."""
    said = {DEMANDE.key: demande.id, "temporalite": "differe", "origine": demande.origine}
    if demande.site_id is None:
        return said
    return {**said, "site": context.programme.site_slugs[demande.site_id]}
