"""Buttons under a request: the coordination's decision, and what a binôme opens from it."""

from __future__ import annotations

from typing import Any, Final

from bot.casework.demande import fiche
from bot.casework.demande.actes import in_hand, of_binome
from bot.domain.roles import Role
from bot.domain.vies.demande import Acte
from bot.feature.contract import Context, Geste, Keyboard, Opening, Reply, Tap
from bot.questions import choix
from handlers.demande import actions, facts
from handlers.demande.flow import PRECISION
from storage import demandes
from storage.models import Demande

RESERVED = "Ces boutons sont réservés à la coordination."
WITHDRAWN = "Cette demande a été retirée."
UNKNOWN = "Ce bouton n'est plus reconnu."
NOT_YOURS = "Cette demande n'est pas confiée à votre binôme."
OVER = "C'est déjà fait."
WHO = "📥 {{ texte }}\n<b>Quel binôme s'en charge ?</b>"
FOR_BINOME = "binome-"

OPENS: Final = {"signalement": "signalement", "presence": "presence_demarrer"}
"""Flows that a binôme may open from a request; each says what came of it once it is recorded."""


def on_decision(context: Context, tap: Tap) -> Reply:
    """« g:dc:<demande>:<acte>|binome-<id> », pressed by somebody of the coordination."""
    person = context.somebody
    demande = demandes.get(context.tx, tap.object_id)
    if person is None or person.role != Role.COORDINATION:
        return Reply(RESERVED)
    if demande is None or demande.dispositif_id != context.programme.id:
        return Reply(WITHDRAWN)
    if tap.argument.startswith(FOR_BINOME):
        return _entrusted(context, demande, tap.argument.removeprefix(FOR_BINOME))
    if tap.argument not in {one.slug for one in facts.decisions(context, demande)}:
        return _decided(context, demande, fiche.etat(context.programme, demande))
    if tap.argument == Acte.ACCEPTER and len(choix.binomes(context)) > 1:
        said = context.render(WHO, texte=facts.card(context, demande))
        return Reply("", said, _choice_of_binome(context, demande))
    return _decided(context, demande, actions.do(context, demande, Acte(tap.argument)))


def on_entrusted(context: Context, tap: Tap) -> Reply:
    """« g:dm:<demande>:mediation|signalement|presence|fait », pressed by the binôme in charge.

    « preciser » is for the binôme that noted it: its flow knows which ones wait for an answer.
    """
    person = context.somebody
    if tap.argument == "preciser" and person is not None:
        return Reply("", opens=Opening(PRECISION.name, {"_demande": tap.object_id}))
    demande = of_binome(context.tx, tap.object_id, person.binome_id if person else None)
    if demande is None:
        return Reply(NOT_YOURS)
    if in_hand(context.tx, demande.id, demande.affectee_id) is None:
        return Reply(OVER)
    if tap.argument == "mediation":
        return Reply("", opens=Opening("conflit", _seed(context, demande)))
    if tap.argument in OPENS:
        return Reply("", opens=Opening(OPENS[tap.argument], {"_demande": demande.id}))
    if tap.argument != "fait":
        return Reply(UNKNOWN)
    said = actions.do(context, demande, Acte.TRAITER)
    return Reply("Noté.", context.render("{{ said }}", said=said))


def _entrusted(context: Context, demande: Demande, number: str) -> Reply:
    if number not in {one.slug for one in choix.binomes(context)}:
        return Reply(UNKNOWN)
    said = actions.do(context, demande, Acte.ACCEPTER, int(number))
    return _decided(context, demande, said)


def _decided(context: Context, demande: Demande, said: str) -> Reply:
    """The card with its new state, and what may still be decided."""
    text = context.render("📥 {{ texte }}", texte=facts.card(context, demande))
    return Reply(said, text, fiche.keyboard(context.programme, demande))


def _choice_of_binome(context: Context, demande: Demande) -> Keyboard:
    data = f"g:dc:{demande.id}:{FOR_BINOME}"
    return [[(one.label, f"{data}{one.slug}")] for one in choix.binomes(context)]


def _seed(context: Context, demande: Demande) -> dict[str, Any]:
    """A dossier that answers a request: later, not live, asked by the same, at the same place."""
    said = {"_demande": demande.id, "temporalite": "differe", "origine": demande.origine}
    if demande.site_id is None:
        return said
    return {**said, "site": context.programme.site_slugs[demande.site_id]}


GESTES: dict[str, Geste] = {"dc": on_decision, "dm": on_entrusted}
"""By short name."""
