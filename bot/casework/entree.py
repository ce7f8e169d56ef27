"""Letting somebody in: at once, or when whoever invited them says that it is really them."""

from __future__ import annotations

import hashlib
from typing import Any, Final

from bot.buttons import Button, button
from bot.casework.prompts import prompt_each
from bot.delivery.channels import to_chat
from bot.domain.roles import Role
from bot.rendering import render_line, render_text
from storage import audit, comptes, people
from storage.machine.outbox import Lane, Message, post
from storage.models import BinomeRow, Invitation, Personne
from storage.work import Work

OUI, NON = "oui", "non"
ENTREE: Final = Button("en", (OUI, NON), "invitation")
"""Under the question to whoever invited into the coordination: is it really them?"""
ROLE_LABELS: Final = {
    Role.MEDIATEUR: "médiatrice ou médiateur de rue",
    Role.COORDINATION: "coordination",
    Role.SERVICE: "service",
    Role.COMITE: "membre du comité",
    Role.PARTENAIRE: "partenaire",
    Role.ADMIN: "exploitation",
}
JOINED: Final = (
    "{{ prenom }} a rejoint l'équipe : {{ role }}{% if binome %}, {{ binome }}{% endif %}."
)
JOINED_AS: Final = {
    Role.PARTENAIRE: "{{ prenom }} a rejoint la grille de présence partagée, comme partenaire.",
    Role.COMITE: "{{ prenom }} a rejoint un comité, comme membre.",
}
"""In place of `JOINED`, for who is not of the team."""
IS_IT_THEM: Final = (
    "🔑 L'invitation de <b>{{ prenom }}</b> à la coordination vient d'être ouverte.\n"
    "Est-ce bien cette personne ? Appelez-la : son écran montre le nombre "
    "<b>{{ nombre }}</b>. Sans votre oui, ce compte ne voit rien."
)
IT_IS: Final = "✅ Oui, c'est elle ou lui"
IT_IS_NOT: Final = "🚫 Non, je ne sais pas qui c'est"
WAITING: Final = (
    "Votre nombre : {{ nombre }}. La coordination va vous le demander, puis vous faire entrer. "
    "Rien d'autre à faire."
)
ADMITTED: Final = (
    "✅ C'est fait, {{ prenom }}. Vous faites partie de l'équipe. "
    "Touchez /start pour voir vos boutons."
)
TURNED_AWAY: Final = (
    "Votre entrée n'a pas été confirmée. Rien n'est gardé sur vous. "
    "Si c'est une erreur, demandez une autre invitation à la coordination."
)
LET_IN: Final = "✅ {{ prenom }} fait partie de l'équipe."
KEPT_OUT: Final = (
    "🚫 Ce compte n'entre pas, et l'invitation de {{ prenom }} ne sert plus. "
    "Si {{ prenom }} attend, créez-en une autre et donnez-la en main propre."
)


def gatekeepers(work: Work, invitation: Invitation) -> list[Personne]:
    """Who says whether it is them: who made the invitation, else the whole coordination.

    Nobody, for any other role, and while there is no coordination yet.
    """
    if invitation.role != Role.COORDINATION:
        return []
    present = people.with_role(work.tx, invitation.dispositif_id, Role.COORDINATION)
    makers = [one for one in present if one.id == invitation.creee_par]
    return makers or present


def ask(work: Work, invitation: Invitation, telegram_id: int, prenom: str) -> str:
    """The account waits, and is asked about; what it is told meanwhile (plain text)."""
    invitation.demandee_par, invitation.nom = telegram_id, prenom
    work.tx.flush()
    keyboard = [
        [[IT_IS, button(ENTREE, invitation.id, OUI)]],
        [[IT_IS_NOT, button(ENTREE, invitation.id, NON)]],
    ]
    said = render_text(IS_IT_THEM, prenom=prenom, nombre=number(invitation))
    content: dict[str, Any] = {"text": said, "keyboard": keyboard}
    prompt_each(work, gatekeepers(work, invitation), f"n°entree:{invitation.id}", content)
    return waiting(invitation)


def waiting(invitation: Invitation) -> str:
    """What the account that waits may read (plain text)."""
    return render_line(WAITING, nombre=number(invitation))


def number(invitation: Invitation) -> str:
    """Two figures that both screens show, for this account alone: a stolen link shows others."""
    told = f"{invitation.code_sha256}:{invitation.demandee_par}"
    return str(10 + int(hashlib.sha256(told.encode()).hexdigest(), 16) % 90)


def let_in(work: Work, invitation: Invitation, by: int | None) -> str:
    """Who waited joins the team, and is told; what to answer to `by` (None: the command line)."""
    account = _answered(invitation)
    if people.by_account(work.tx, invitation.dispositif_id, account) is None:
        person = admit(work, invitation, account, invitation.nom, by)
        audit.note(work.tx, work.now, by, "entree_confirmee", person)
    _tell(work, invitation, account, render_text(ADMITTED, prenom=invitation.nom))
    return render_line(LET_IN, prenom=invitation.nom)


def keep_out(work: Work, invitation: Invitation, by: int | None) -> str:
    """Who waited is told that they do not enter; nothing is kept of their account."""
    account = _answered(invitation)
    audit.note(work.tx, work.now, by, "entree_refusee", invitation)
    _tell(work, invitation, account, TURNED_AWAY)
    return render_line(KEPT_OUT, prenom=invitation.nom)


def admit(
    work: Work, invitation: Invitation, telegram_id: int, prenom: str, known_to: int | None = None
) -> Personne:
    """A new person of the team; the coordination is told, save the person `known_to`."""
    person = Personne(
        dispositif_id=invitation.dispositif_id,
        binome_id=invitation.binome_id,
        role=invitation.role,
        comite=invitation.comite,
        prenom=prenom,
        telegram_id=telegram_id,
        charte_le=work.now,
    )
    work.tx.add(person)
    work.tx.flush()
    if len(comptes.rows_of(work.tx, telegram_id)) > 1:
        comptes.unchoose(work.tx, telegram_id)
    told = people.with_role(work.tx, person.dispositif_id, Role.COORDINATION)
    others = [one for one in told if one.id not in (person.id, known_to)]
    prompt_each(work, others, f"n°arrivee:{person.id}", {"text": _joined(work, person)})
    return person


def _joined(work: Work, person: Personne) -> str:
    sentence = JOINED_AS.get(Role(person.role), JOINED)
    role = ROLE_LABELS[Role(person.role)]
    binome = work.tx.get_one(BinomeRow, person.binome_id).label if person.binome_id else ""
    return render_text(sentence, prenom=person.prenom, role=role, binome=binome)


def _answered(invitation: Invitation) -> int:
    """The account that waited, which is kept no longer here. Raises LookupError without one."""
    account, invitation.demandee_par = invitation.demandee_par, None
    if account is None:
        raise LookupError("nobody waits at this door")
    return account


def _tell(work: Work, invitation: Invitation, account: int, text: str) -> None:
    key = f"n°entree:{invitation.id}:reponse"
    post(work.tx, work.now, Message(key, Lane.PROMPT, to_chat(account), {"text": text}))
