"""An accepted invitation turned into a person of the team."""

from __future__ import annotations

from bot.casework import entree
from bot.casework.passation import annonces
from bot.domain.roles import Role
from bot.engine.conditions import Answers, Facts
from bot.feature.beforehand import INVITATION
from bot.feature.contract import Context, Ending
from bot.rendering import render_line
from storage import people
from storage.machine.db import Tx
from storage.models import BinomeRow, Invitation

TAKEN = "Cette invitation vient d'être utilisée par quelqu'un d'autre. Demandez-en une nouvelle."
WELCOME = "C'est fait, {{ prenom }}. Vous faites partie de l'équipe."
PARTNER_WELCOME = (
    "C'est fait. Vous annoncez ici les passages de « {{ prenom }} » : une structure, "
    "jamais une personne."
)
PRENOM_MAX = 40


def facts(context: Context, answers: Answers) -> Facts:
    invitation = context.tx.get_one(Invitation, INVITATION.needed(answers))
    return {
        "dispositif": context.programme.config.nom,
        "role": entree.ROLE_LABELS[Role(invitation.role)],
        "binome": _binome_label(context.tx, invitation),
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
    annonces.welcome(context, context.person, context.source)
    sentence = PARTNER_WELCOME if facts["structure"] else WELCOME
    said = render_line(sentence, prenom=context.person.prenom)
    return Ending({"conclusion": said}, shows_menu=True)


def _binome_label(tx: Tx, invitation: Invitation) -> str:
    return tx.get_one(BinomeRow, invitation.binome_id).label if invitation.binome_id else ""
