"""An accepted invitation turned into a person of the team."""

from __future__ import annotations

from bot.casework.libelles import ROLES
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
JOINED = "{{ prenom }} a rejoint l'équipe : {{ role }}{% if binome %}, {{ binome }}{% endif %}."
PARTNER_JOINED = "{{ prenom }} a rejoint la grille de présence partagée, comme partenaire."
WELCOME = "C'est fait, {{ prenom }}. Vous faites partie de l'équipe."
PARTNER_WELCOME = (
    "C'est fait. Vous annoncez ici les passages de « {{ prenom }} » : une structure, "
    "jamais une personne."
)
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
        "role": ROLES[Role(invitation.role)],
        "binome": _binome_label(context.tx, invitation),
        "deja": _elsewhere(context),
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
    presences.take_over(context.tx, person)
    annonces.welcome(context, person, context.source)
    context.somebody = person
    several = len(comptes.rows_of(context.tx, context.user_id))
    if several > 1:
        comptes.unchoose(context.tx, context.user_id)
    sentence = PARTNER_WELCOME if facts["structure"] else WELCOME
    said = render_line(sentence, prenom=person.prenom)
    more = render_line(SEVERAL, combien=several) if several > 1 else ""
    return Ending({"conclusion": said + more}, shows_menu=True)


def _elsewhere(context: Context) -> list[str]:
    """« Médiation de rue – Amiens : médiatrice ou médiateur de rue, Binôme 1 », each one held."""
    return [
        render_line(
            HELD,
            nom=context.tx.get_one(DispositifRow, one.dispositif_id).nom,
            role=ROLES[Role(one.role)],
            binome=_binome_label(context.tx, one),
        )
        for one in comptes.rows_of(context.tx, context.user_id)
    ]


def _tell_coordination(context: Context, person: Personne, facts: Facts) -> None:
    for other in people.with_role(context.tx, person.dispositif_id, Role.COORDINATION):
        if other.id != person.id:
            values = {"prenom": person.prenom, "role": facts["role"], "binome": facts["binome"]}
            sentence = PARTNER_JOINED if facts["structure"] else JOINED
            context.tell(other.telegram_id, sentence, **values)


def _binome_label(tx: Tx, who: Invitation | Personne) -> str:
    return tx.get_one(BinomeRow, who.binome_id).label if who.binome_id else ""
