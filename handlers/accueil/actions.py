"""An accepted invitation turned into a person of the team."""

from __future__ import annotations

from bot.casework.passation import annonces
from bot.domain.roles import Role
from bot.engine.conditions import Answers, Facts
from bot.feature.beforehand import INVITATION
from bot.feature.contract import Context, Ending
from bot.rendering import render_line
from storage import people
from storage.machine.db import Tx
from storage.models import BinomeRow, Invitation, Personne

ROLE_LABELS = {
    Role.MEDIATEUR: "médiatrice ou médiateur de rue",
    Role.COORDINATION: "coordination",
    Role.SERVICE: "service",
    Role.COMITE: "membre du comité",
    Role.PARTENAIRE: "partenaire",
    Role.ADMIN: "exploitation",
}
TAKEN = "Cette invitation vient d'être utilisée par quelqu'un d'autre. Demandez-en une nouvelle."
JOINED = "{{ prenom }} a rejoint l'équipe : {{ role }}{% if binome %}, {{ binome }}{% endif %}."
PARTNER_JOINED = "{{ prenom }} a rejoint la grille de présence partagée, comme partenaire."
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
        "role": ROLE_LABELS[Role(invitation.role)],
        "binome": _binome_label(context.tx, invitation),
        "structure": invitation.role == Role.PARTENAIRE,
        "affiche": (answers.get("prenom") or invitation.nom)[:PRENOM_MAX],
    }


def join(context: Context, answers: Answers, facts: Facts) -> Ending:
    """Use the invitation up, create the person, tell the coordination."""
    invitation = context.tx.get_one(Invitation, INVITATION.needed(answers))
    if not people.consume(context.tx, invitation.id, context.now):
        return Ending({"conclusion": TAKEN})
    person = Personne(
        dispositif_id=invitation.dispositif_id,
        binome_id=invitation.binome_id,
        role=invitation.role,
        comite=invitation.comite,
        prenom=facts["affiche"],
        telegram_id=context.user_id,
        charte_le=context.now,
    )
    context.tx.add(person)
    context.tx.flush()
    _tell_coordination(context, person, facts)
    annonces.welcome(context, person, context.source)
    context.somebody = person
    sentence = PARTNER_WELCOME if facts["structure"] else WELCOME
    return Ending({"conclusion": render_line(sentence, prenom=person.prenom)}, shows_menu=True)


def _tell_coordination(context: Context, person: Personne, facts: Facts) -> None:
    for other in people.with_role(context.tx, person.dispositif_id, Role.COORDINATION):
        if other.id != person.id:
            values = {"prenom": person.prenom, "role": facts["role"], "binome": facts["binome"]}
            sentence = PARTNER_JOINED if facts["structure"] else JOINED
            context.tell(other.telegram_id, sentence, **values)


def _binome_label(tx: Tx, invitation: Invitation) -> str:
    return tx.get_one(BinomeRow, invitation.binome_id).label if invitation.binome_id else ""
