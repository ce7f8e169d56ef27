"""`carnet equipe`: who is in the team, who changes of binôme; and `carnet revoke`."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.casework import entree
from bot.domain.roles import Role
from bot.feature.contract import Declined
from bot.terminal import command
from bot.terminal.clerk import Clerk
from bot.terminal.command import Which
from handlers.equipe import facts
from storage import invitations, people
from storage.models import Invitation, Personne

equipe = command.section("equipe", "L'équipe : qui en est, qui change de binôme.")
# « carnet revoke » stands beside « carnet equipe »: it is wanted in a hurry.
app = typer.Typer()
app.add_typer(equipe)

Who = Annotated[str, typer.Argument(help="Prénom ou numéro de la personne.")]


@equipe.command()
def montrer(dispositif: Which = None) -> None:
    """Montrer l'équipe, binôme par binôme, avec les invitations en attente."""
    with command.clerk(dispositif) as clerk:
        for groupe, membres in clerk.facts("equipe")["equipe"]:
            clerk.say(f"{groupe} : {', '.join(membres) or 'personne'}")
        for waiting in at_the_door(clerk):
            clerk.say(
                f"{waiting.nom} attend : « carnet equipe accueillir {waiting.nom} » ou "
                f"« carnet equipe refuser {waiting.nom} » (nombre {entree.number(waiting)})"
            )
        for person in people.team(clerk.context.tx, clerk.context.programme.id):
            clerk.say(f"  n° {person.id} : {person.prenom}")


@equipe.command()
def accueillir(
    qui: Annotated[str, typer.Argument(help="Prénom de qui attend d'entrer.")],
    dispositif: Which = None,
) -> None:
    """Faire entrer dans la coordination qui attend, après l'avoir appelé."""
    with command.clerk(dispositif) as clerk:
        clerk.say(entree.let_in(clerk.context, _waiting(clerk, qui), None))


@equipe.command()
def refuser(
    qui: Annotated[str, typer.Argument(help="Prénom de qui attend d'entrer.")],
    dispositif: Which = None,
) -> None:
    """Refuser qui attend d'entrer dans la coordination ; rien n'est gardé de son compte."""
    with command.clerk(dispositif) as clerk:
        clerk.say(entree.keep_out(clerk.context, _waiting(clerk, qui), None))


@equipe.command()
def deplacer(
    qui: Who,
    vers: Annotated[str, typer.Option(help="Slug du binôme où va la personne.")],
    dispositif: Which = None,
) -> None:
    """Changer quelqu'un de binôme ; effet à son prochain message."""
    with command.clerk(dispositif) as clerk:
        person = somebody(clerk, qui)
        _movable(clerk, person, vers)
        answers = {"geste": facts.MOVE, "qui_deplacer": f"{facts.PERSON}{person.id}", "vers": vers}
        clerk.say(clerk.play("equipe", answers, {"qui_deplacer": "QUI"}))


@equipe.command()
def binome(
    nom: Annotated[str, typer.Argument(help="Nom du binôme : « Binôme 3 ».")],
    dispositif: Which = None,
) -> None:
    """Créer un binôme."""
    with command.clerk(dispositif) as clerk:
        answers = {"geste": facts.NEW_BINOME, "nom_binome": nom}
        clerk.say(clerk.play("equipe", answers, {"nom_binome": "NOM"}))


@app.command("revoke")
def revoke_command(
    qui: Annotated[str, typer.Argument(help="Prénom ou numéro de la personne.")],
    dispositif: Which = None,
) -> None:
    """Retirer quelqu'un de l'équipe, ou reprendre une invitation ; effet immédiat."""
    with command.clerk(dispositif) as clerk:
        clerk.say(revoke(clerk, qui))


def revoke(clerk: Clerk, who: str) -> str:
    """Take away the access of that person, or the invitation of that name; what is to be said.

    Raises Declined when nobody, or more than one person, answers to it.
    """
    waiting = _invited(clerk, who)
    key = f"{facts.INVITATION}{waiting.id}" if waiting else None
    key = key or f"{facts.PERSON}{somebody(clerk, who).id}"
    answers = {"geste": facts.REVOKE, "qui_retirer": key, "confirmer": "oui"}
    return clerk.play("equipe", answers, {"qui_retirer": "QUI"})


def somebody(clerk: Clerk, who: str) -> Personne:
    """The person of that first name, or of that number when two share it. Raises Declined."""
    context = clerk.context
    team = people.team(context.tx, context.programme.id)
    matches = [person for person in team if who in (person.prenom, str(person.id))]
    if len(matches) == 1:
        return matches[0]
    names = ", ".join(
        f"{person.id} ({person.prenom}, {facts.BESIDES[Role(person.role)]})"
        for person in matches or team
    )
    if matches:
        raise Declined(f"plusieurs personnes s'appellent « {who} » ; donnez un numéro : {names}")
    raise Declined(f"personne ne s'appelle « {who} » ; l'équipe : {names or 'personne'}")


def _movable(clerk: Clerk, person: Personne, vers: str) -> None:
    """Raises Declined for who is in no binôme, and for who is already in that one."""
    context = clerk.context
    if person.role != Role.MEDIATEUR:
        role = facts.BESIDES[Role(person.role)]
        raise Declined(f"QUI : {person.prenom} n'est dans aucun binôme ({role})")
    if person.binome_id == context.programme.binomes.get(vers):
        binome = facts.binome_label(context, person.binome_id)
        raise Declined(f"--vers : {person.prenom} est déjà dans {binome}")


def at_the_door(clerk: Clerk) -> list[Invitation]:
    return invitations.at_the_door(clerk.context.tx, clerk.context.programme.id)


def _waiting(clerk: Clerk, who: str) -> Invitation:
    """The invitation of that name whose account waits. Raises Declined, which says who does."""
    waiting = at_the_door(clerk)
    found = [one for one in waiting if one.nom == who]
    if len(found) != 1:
        names = ", ".join(one.nom for one in waiting) or "personne"
        raise Declined(f"QUI : « {who} » n'attend pas d'entrer ; attend : {names}")
    return found[0]


def _invited(clerk: Clerk, who: str) -> Invitation | None:
    """The invitation of that name, when nobody of the team bears it and only one waits."""
    context = clerk.context
    team = people.team(context.tx, context.programme.id)
    if any(who in (person.prenom, str(person.id)) for person in team):
        return None
    waiting = invitations.waiting(context.tx, context.programme.id, context.now)
    matches = [row for row in waiting if row.nom == who]
    return matches[0] if len(matches) == 1 else None
