"""An accepted invitation turned into a person of the team."""

from __future__ import annotations

from typing import Final

from bot.casework import entree
from bot.casework.passation import annonces, presences
from bot.domain.roles import Role
from bot.engine.conditions import Answers, Facts
from bot.feature.beforehand import INVITATION
from bot.feature.contract import Context, Ending
from bot.rendering import render_line
from storage import comptes, people
from storage.machine.db import Tx
from storage.models import BinomeRow, DispositifRow, Invitation, Personne

TAKEN = "Cette invitation vient d'être utilisée par quelqu'un d'autre. Demandez-en une nouvelle."
WELCOME = "C'est fait, {{ prenom }}. Vous faites partie de l'équipe."
WELCOME_AS: Final = {
    Role.PARTENAIRE: (
        "C'est fait. Vous annoncez ici les passages de « {{ prenom }} » : une structure, "
        "jamais une personne."
    ),
    Role.COMITE: "C'est fait, {{ prenom }}. Vous êtes membre du comité.",
}
"""In place of `WELCOME`, for who is not of the team."""
HELD = "{{ nom }} : {{ role }}{% if binome %}, {{ binome }}{% endif %}"
SEVERAL = (
    " Vous êtes maintenant dans {{ combien }} programmes : à votre prochain message, "
    "je demande pour lequel. Pour en changer ensuite : /programme."
)
PRENOM_MAX = 40


def facts(context: Context, answers: Answers) -> Facts:
    invitation = context.tx.get_one(Invitation, INVITATION.needed(answers))
    return {
        "dispositif": context.programme.config.nom,
        "role": entree.ROLE_LABELS[Role(invitation.role)],
        "binome": _binome_label(context.tx, invitation),
        "deja": _elsewhere(context),
        "structure": invitation.role == Role.PARTENAIRE,
        "affiche": (answers.get("prenom") or invitation.nom)[:PRENOM_MAX],
    }


def join(context: Context, answers: Answers, facts: Facts) -> Ending:
    """Use the invitation up; the person is in, or waits until it is said that it is them."""
    invitation = context.tx.get_one(Invitation, INVITATION.needed(answers))
    if not people.consume(context.tx, invitation.id, context.now):
        return Ending({"conclusion": TAKEN})
    if entree.gatekeepers(context, invitation):
        said = entree.ask(context, invitation, context.user_id, facts["affiche"])
        return Ending({"conclusion": said})
    context.somebody = entree.admit(context, invitation, context.user_id, facts["affiche"])
    presences.take_over(context.tx, context.person)
    annonces.welcome(context, context.person, context.source)
    several = len(comptes.rows_of(context.tx, context.user_id))
    sentence = WELCOME_AS.get(Role(invitation.role), WELCOME)
    said = render_line(sentence, prenom=context.person.prenom)
    more = render_line(SEVERAL, combien=several) if several > 1 else ""
    return Ending({"conclusion": said + more}, shows_menu=True)


def _elsewhere(context: Context) -> list[str]:
    """« Médiation de rue – Amiens : médiatrice ou médiateur de rue, Binôme 1 », each one held."""
    return [
        render_line(
            HELD,
            nom=context.tx.get_one(DispositifRow, one.dispositif_id).nom,
            role=entree.ROLE_LABELS[Role(one.role)],
            binome=_binome_label(context.tx, one),
        )
        for one in comptes.rows_of(context.tx, context.user_id)
    ]


def _binome_label(tx: Tx, who: Invitation | Personne) -> str:
    return tx.get_one(BinomeRow, who.binome_id).label if who.binome_id else ""
