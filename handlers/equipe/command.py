"""`carnet equipe`: who is in the team, who changes of binôme; and `carnet revoke`."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

import typer

from bot.casework import entree
from bot.domain.droits import Droit
from bot.domain.roles import Role
from bot.feature.contract import Declined
from bot.feature.lectures import lu
from bot.terminal import command
from bot.terminal.clerk import Clerk
from bot.terminal.command import Which
from bot.terminal.nomme import Garder
from handlers.equipe import facts
from storage import invitations, people
from storage.models import Invitation, Personne

equipe = command.section(
    "equipe", "L'équipe : qui en est, qui change de binôme.", Droit.TENIR_EQUIPE
)
# « carnet revoke » stands beside « carnet equipe »: it is wanted in a hurry.
app = typer.Typer()
app.add_typer(equipe)

Taker = Annotated[
    str | None,
    typer.Option("--a-qui", help="Slug du binôme qui prend ce que suivait la personne."),
]
Who = Annotated[str, typer.Argument(help="Prénom, ou « Prénom, Binôme 2 » si deux le portent.")]


@equipe.command()
def montrer(dispositif: Which = None) -> None:
    """Montrer l'équipe, binôme par binôme, avec les invitations en attente."""
    with command.clerk(dispositif) as clerk:
        lu(clerk.context, "equipe")
        for groupe, membres in clerk.facts("equipe")["equipe"]:
            clerk.say(f"{groupe} : {', '.join(membres) or 'personne'}")
        for waiting in at_the_door(clerk):
            clerk.say(
                f"{waiting.nom} attend : « carnet equipe accueillir {waiting.nom} » ou "
                f"« carnet equipe refuser {waiting.nom} » (nombre {entree.number(waiting)})"
            )
        named = names(clerk)
        for nom in named:
            if nom != named[nom].prenom:
                clerk.say(f"  Pour une commande, dites « {nom} »")


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
    a_qui: Taker = None,
    dispositif: Which = None,
) -> None:
    """Changer quelqu'un de binôme ; effet à son prochain message."""
    with command.clerk(dispositif) as clerk:
        person = somebody(clerk, qui)
        _movable(clerk, person, vers)
        answers = {"geste": facts.MOVE, "qui_deplacer": f"{facts.PERSON}{person.id}", "vers": vers}
        clerk.say(_played(clerk, answers, a_qui))


@equipe.command()
def echanger(
    qui: Who,
    avec: Annotated[str, typer.Argument(help="Le nom de l'autre personne, de même.")],
    garde: Annotated[
        str | None,
        typer.Option(help="Ce qu'ils suivent : leur binôme le garde, ou ils l'emportent."),
    ] = None,
    dispositif: Which = None,
) -> None:
    """Échanger deux personnes entre leurs binômes, d'un seul geste."""
    with command.clerk(dispositif) as clerk:
        picked = [f"{facts.PERSON}{somebody(clerk, name).id}" for name in (qui, avec)]
        answers = {"geste": facts.SWAP, "qui_echange": picked[0], "avec_qui": picked[1]}
        answers |= {"changer": "oui"} | ({"qui_garde": garde} if garde else {})
        flags = {"qui_echange": "QUI", "avec_qui": "AVEC", "qui_garde": "--garde"}
        clerk.say(clerk.play("equipe", answers, flags))


@equipe.command()
def binome(
    nom: Annotated[str, typer.Argument(help="Nom du binôme : « Binôme 3 ».")],
    garder: Garder = None,
    dispositif: Which = None,
) -> None:
    """Créer un binôme."""
    with command.clerk(dispositif, garder) as clerk:
        answers = {"geste": facts.NEW_BINOME, "nom_binome": nom}
        clerk.say(clerk.play("equipe", answers, {"nom_binome": "NOM"}))


@app.command("revoke", context_settings=command.takes(Droit.TENIR_EQUIPE))
def revoke_command(
    qui: Who,
    a_qui: Taker = None,
    dispositif: Which = None,
) -> None:
    """Retirer quelqu'un de l'équipe, ou reprendre une invitation ; effet immédiat."""
    with command.clerk(dispositif) as clerk:
        clerk.say(revoke(clerk, qui, a_qui))


def revoke(clerk: Clerk, who: str, a_qui: str | None = None) -> str:
    """Take away the access of that person, or the invitation of that name; what is to be said.

    a_qui: the slug of the binôme that takes what they followed. Raises Declined when nobody, or
    more than one person, answers to that name, and when it is not said who takes.
    """
    waiting = _invited(clerk, who)
    key = f"{facts.INVITATION}{waiting.id}" if waiting else None
    key = key or f"{facts.PERSON}{somebody(clerk, who).id}"
    return _taken_away(clerk, key, a_qui)


def dismiss(clerk: Clerk, person: Personne) -> str:
    """The same for a person that is known already. Raises Declined as `revoke`."""
    return _taken_away(clerk, f"{facts.PERSON}{person.id}", None)


def _taken_away(clerk: Clerk, key: str, a_qui: str | None) -> str:
    answers = {"geste": facts.REVOKE, "qui_retirer": key, "confirmer": "oui"}
    return _played(clerk, answers, a_qui)


def _played(clerk: Clerk, answers: dict[str, str], a_qui: str | None) -> str:
    """The deed, shown to nobody before its yes: who takes is said, or is the only one."""
    shown = clerk.facts("equipe", answers)
    takers = [option.slug for option in shown["repreneurs"]]
    if shown["suivi"] and (a_qui or len(takers) == 1):
        answers |= {"a_qui": a_qui or takers[0]}
    elif a_qui:
        raise Declined("--a-qui ne sert pas ici : cette personne ne suit rien")
    if shown["a_confirmer"]:
        answers |= {"changer": "oui"}
    flags = {"qui_retirer": "QUI", "qui_deplacer": "QUI", "a_qui": "--a-qui"}
    return clerk.play("equipe", answers, flags)


def somebody(clerk: Clerk, who: str) -> Personne:
    """The person of that name, as `names` gives it. Raises Declined, which says those that are."""
    named = names(clerk)
    if who in named:
        return named[who]
    alike = " ; ".join(nom for nom, person in named.items() if person.prenom == who)
    if alike:
        raise Declined(f"plusieurs personnes s'appellent « {who} » ; dites : {alike}")
    team = " ; ".join(named) or "personne"
    raise Declined(f"personne ne s'appelle « {who} » ; l'équipe : {team}")


def names(clerk: Clerk) -> dict[str, Personne]:
    """Everybody by a name that is theirs alone: « Camille », else « Camille, Binôme 2 »."""
    context = clerk.context
    team = people.team(context.tx, context.programme.id)
    times = Counter(person.prenom for person in team)
    named: dict[str, Personne] = {}
    for person in team:
        where = context.programme.binome_label(person.binome_id)
        where = where or facts.BESIDES[Role(person.role)]
        nom = person.prenom if times[person.prenom] == 1 else f"{person.prenom}, {where}"
        same = sum(taken == nom or taken.startswith(f"{nom} (") for taken in named)
        named[f"{nom} ({same + 1})" if same else nom] = person
    return named


def _movable(clerk: Clerk, person: Personne, vers: str) -> None:
    """Raises Declined for who is in no binôme, and for who is already in that one."""
    context = clerk.context
    if person.role != Role.MEDIATEUR:
        role = facts.BESIDES[Role(person.role)]
        raise Declined(f"QUI : {person.prenom} n'est dans aucun binôme ({role})")
    if person.binome_id == context.programme.binomes.get(vers):
        binome = context.programme.binome_label(person.binome_id)
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
    if any(who in (nom, person.prenom) for nom, person in names(clerk).items()):
        return None
    waiting = invitations.waiting(context.tx, context.programme.id, context.now)
    matches = [row for row in waiting if row.nom == who]
    return matches[0] if len(matches) == 1 else None
