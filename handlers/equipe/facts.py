"""Who is in the team, by binôme, and what the coordination may pick."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.roles import Role
from bot.engine.conditions import Answers, Facts
from bot.engine.script import Option
from bot.feature.context import Context
from bot.questions.choix import options
from storage import invitations, people
from storage.dispositif import actifs
from storage.models import Invitation, Personne

INVITE, MOVE, REVOKE, NEW_BINOME = "inviter", "deplacer", "retirer", "binome-nouveau"
PERSON, INVITATION = "p", "i"
REPLACES, SOMEBODY_ELSE = "remplace", "autre"
ROLES = {
    Role.MEDIATEUR: "Médiation de rue",
    Role.COORDINATION: "Coordination",
    Role.COMITE: "Membre d'un comité",
    Role.SERVICE: "Groupe d'un service",
    Role.PARTENAIRE: "Partenaire",
}
BESIDES = {**ROLES, Role.ADMIN: "Exploitation"}


def facts(context: Context, answers: Answers) -> Facts:
    team = people.team(context.tx, context.programme.id)
    waiting = invitations.waiting(context.tx, context.programme.id, context.now)
    others = [one for one in team if one.id != context.author_id]
    movable = [one for one in team if one.role == Role.MEDIATEUR]
    return {
        "equipe": list(_lines(context, team, waiting)),
        "gestes": _gestes(bool(movable), bool(others or waiting)),
        "roles": tuple(Option(role.value, label) for role, label in ROLES.items()),
        "binomes": options(context.programme.config.binomes),
        "services": options(context.programme.config.services),
        "invite": _invited_name(answers),
        "homonyme": homonym(context, answers) is not None,
        "mediateurs": _persons(context, movable),
        "vers": _elsewhere(context, answers),
        "personnes": _leavers(context, others, waiting),
        "choisie": _picked_name(context, answers),
    }


def homonym(context: Context, answers: Answers) -> Personne | None:
    """Who already bears that first name, in that role and binôme."""
    name, role = _invited_name(answers), answers.get("role")
    if not name or not role:
        return None
    binome_id = context.programme.binomes.get(answers.get("binome") or "")
    for one in people.with_role(context.tx, context.programme.id, role):
        same = one.prenom.casefold() == name.casefold() and one.binome_id == binome_id
        if same and one.id != context.author_id:
            return one
    return None


def _invited_name(answers: Answers) -> str:
    return answers.get("prenom") or answers.get("structure") or ""


def person(context: Context, key: str) -> Personne | None:
    """The person of the team behind « p12 », of this programme and not revoked."""
    if not key.startswith(PERSON):
        return None
    mine = people.team(context.tx, context.programme.id)
    return next((one for one in mine if f"{PERSON}{one.id}" == key), None)


def invitation(context: Context, key: str) -> Invitation | None:
    """The waiting invitation behind « i12 », of this programme."""
    waiting = invitations.waiting(context.tx, context.programme.id, context.now)
    return next((one for one in waiting if f"{INVITATION}{one.id}" == key), None)


def binome_label(context: Context, binome_id: int | None) -> str:
    """« Binôme 1 », or « » for who is in none."""
    slugs = {row_id: slug for slug, row_id in context.programme.binomes.items()}
    known = {one.slug: one.label for one in context.programme.config.binomes}
    return known.get(slugs.get(binome_id or 0, ""), "")


def _lines(
    context: Context, team: list[Personne], waiting: list[Invitation]
) -> Iterator[tuple[str, list[str]]]:
    """Each binôme, then each other role, with its people and their state.

    One that was retired is shown as long as somebody is in it.
    """
    for binome in context.programme.config.binomes:
        row_id = context.programme.binomes[binome.slug]
        found = _people(team, waiting, Role.MEDIATEUR, row_id)
        if binome.actif or found:
            yield f"{binome.label}{'' if binome.actif else ' (retiré)'}", found
    for role, label in BESIDES.items():
        found = _people(team, waiting, role, None)
        if found:
            yield (label, found)


def _people(
    team: list[Personne], waiting: list[Invitation], role: Role, binome_id: int | None
) -> list[str]:
    here = [one for one in team if one.role == role and one.binome_id == binome_id]
    asked = [one for one in waiting if one.role == role and one.binome_id == binome_id]
    return [
        *(f"{one.prenom}{' (injoignable)' if one.injoignable_le else ''}" for one in here),
        *(f"{one.nom} (invitation en attente)" for one in asked),
    ]


def _gestes(movable: bool, leavers: bool) -> tuple[Option, ...]:
    found = [Option(INVITE, "➕ Inviter")]
    if movable:
        found.append(Option(MOVE, "🔁 Changer de binôme"))
    if leavers:
        found.append(Option(REVOKE, "🚫 Retirer l'accès"))
    return (*found, Option(NEW_BINOME, "👥 Nouveau binôme"))


def _elsewhere(context: Context, answers: Answers) -> tuple[Option, ...]:
    picked = person(context, answers.get("qui_deplacer") or "")
    mine = picked.binome_id if picked else None
    ids = context.programme.binomes
    binomes = actifs(context.programme.config.binomes)
    return options(one for one in binomes if ids[one.slug] != mine)


def _leavers(
    context: Context, others: list[Personne], waiting: list[Invitation]
) -> tuple[Option, ...]:
    """Everybody but who asks: the team is never left without anyone to open its door."""
    return (
        *_persons(context, others),
        *(Option(f"{INVITATION}{one.id}", f"✉️ {one.nom} · n° {one.id}") for one in waiting),
    )


def _persons(context: Context, persons: list[Personne]) -> tuple[Option, ...]:
    """« Médiatrice · Binôme 1 »; with their number where two would read the same."""
    names = [_named(context, one) for one in persons]
    return tuple(
        Option(f"{PERSON}{one.id}", f"{name} · n° {one.id}" if names.count(name) > 1 else name)
        for one, name in zip(persons, names, strict=True)
    )


def _named(context: Context, one: Personne) -> str:
    where = binome_label(context, one.binome_id) or BESIDES[Role(one.role)]
    return f"{one.prenom} · {where}"


def _picked_name(context: Context, answers: Answers) -> str:
    key = answers.get("qui_retirer") or answers.get("qui_deplacer") or ""
    found = person(context, key)
    if found:
        return found.prenom
    waiting = invitation(context, key)
    return waiting.nom if waiting else ""
