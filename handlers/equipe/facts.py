"""Who is in the team, by binôme, and what the coordination may pick."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from bot.domain.roles import Role
from bot.engine.conditions import Answers, Facts
from bot.engine.script import Option
from bot.feature.contract import Context
from bot.questions.choix import options
from storage import invitations, people
from storage.dispositif import actifs
from storage.models import Invitation, Personne

INVITE, MOVE, REVOKE, NEW_BINOME = "inviter", "deplacer", "retirer", "binome-nouveau"
SWAP = "echanger"
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
    others = [member for member in team if member.id != context.author_id]
    movable = [member for member in team if member.role == Role.MEDIATEUR]
    return {
        "equipe": list(_lines(context, team, waiting)),
        "gestes": _gestes(movable, bool(others or waiting)),
        "roles": tuple(Option(role.value, label) for role, label in ROLES.items()),
        "binomes": options(context.programme.config.binomes),
        "comites": options(context.programme.config.comites),
        "services": _with_a_group(context),
        "invite": _invited_name(answers),
        "homonyme": homonym(context, answers) is not None,
        "mediateurs": _persons(context, movable),
        "vers": _elsewhere(context, answers),
        "autres_binomes": _others(context, movable, answers),
        "personnes": _leavers(context, others, waiting),
        "choisie": _choice_name(context, answers),
    }


def homonym(context: Context, answers: Answers) -> Personne | None:
    """Who already bears that first name, in that role and binôme."""
    name, role = _invited_name(answers), answers.get("role")
    if not name or not role:
        return None
    binome_id = context.programme.binomes.get(answers.get("binome") or "")
    for member in people.with_role(context.tx, context.programme.id, role):
        same = member.prenom.casefold() == name.casefold() and member.binome_id == binome_id
        if same and member.id != context.author_id:
            return member
    return None


def _invited_name(answers: Answers) -> str:
    return answers.get("prenom") or answers.get("structure") or ""


def person(context: Context, key: str) -> Personne | None:
    """The person of the team behind « p12 », of this programme and not revoked."""
    if not key.startswith(PERSON):
        return None
    mine = people.team(context.tx, context.programme.id)
    return next((member for member in mine if f"{PERSON}{member.id}" == key), None)


def invitation(context: Context, key: str) -> Invitation | None:
    """The waiting invitation behind « i12 », of this programme."""
    waiting = invitations.waiting(context.tx, context.programme.id, context.now)
    return next((row for row in waiting if f"{INVITATION}{row.id}" == key), None)


def _lines(
    context: Context, team: list[Personne], waiting: list[Invitation]
) -> Iterator[tuple[str, list[str]]]:
    """Each binôme, then each other role, with its people and their state.

    One that was retired is shown as long as somebody is in it.
    """
    people = _people(team, waiting)
    for binome in context.programme.config.binomes:
        names = people[Role.MEDIATEUR, context.programme.binomes[binome.slug]]
        if binome.actif or names:
            yield f"{binome.label}{'' if binome.actif else ' (retiré)'}", names
    for role, label in BESIDES.items():
        names = people[role, None]
        if names:
            yield (label, names)


def _people(
    team: list[Personne], waiting: list[Invitation]
) -> Mapping[tuple[str, int | None], list[str]]:
    """Those of each role and binôme, then those who are expected there."""
    names: defaultdict[tuple[str, int | None], list[str]] = defaultdict(list)
    for member in team:
        lost = " (injoignable)" if member.injoignable_le else ""
        names[member.role, member.binome_id].append(f"{member.prenom}{lost}")
    for row in waiting:
        names[row.role, row.binome_id].append(f"{row.nom} (invitation en attente)")
    return names


def _with_a_group(context: Context) -> tuple[Option, ...]:
    """Services that read what is written to them: nobody invites 112, 17, 18 or 15."""
    services = context.programme.config.services
    return options(one for one in services if not one.telephone_seulement)


def _gestes(movable: list[Personne], leavers: bool) -> tuple[Option, ...]:
    gestes = [Option(INVITE, "➕ Inviter")]
    if movable:
        gestes.append(Option(MOVE, "🔁 Changer de binôme"))
    if len({member.binome_id for member in movable}) > 1:
        gestes.append(Option(SWAP, "🔄 Échanger deux personnes"))
    if leavers:
        gestes.append(Option(REVOKE, "🚫 Retirer l'accès"))
    return (*gestes, Option(NEW_BINOME, "👥 Nouveau binôme"))


def _elsewhere(context: Context, answers: Answers) -> tuple[Option, ...]:
    member = person(context, answers.get("qui_deplacer") or "")
    mine = member.binome_id if member else None
    ids = context.programme.binomes
    binomes = actifs(context.programme.config.binomes)
    return options(binome for binome in binomes if ids[binome.slug] != mine)


def _others(context: Context, movable: list[Personne], answers: Answers) -> tuple[Option, ...]:
    """Those of another binôme than the one picked first."""
    first = person(context, answers.get("qui_echange") or "")
    mine = first.binome_id if first else None
    return _persons(context, [one for one in movable if one.binome_id != mine])


def _leavers(
    context: Context, others: list[Personne], waiting: list[Invitation]
) -> tuple[Option, ...]:
    """Everybody but who asks: the team is never left without anyone to open its door."""
    return (
        *_persons(context, others),
        *(Option(f"{INVITATION}{row.id}", f"✉️ {row.nom} · n° {row.id}") for row in waiting),
    )


def _persons(context: Context, persons: list[Personne]) -> tuple[Option, ...]:
    """« Médiatrice · Binôme 1 »; with their number where two would read the same."""
    names = [label(context, member) for member in persons]
    times = Counter(names)
    return tuple(
        Option(f"{PERSON}{member.id}", f"{name} · n° {member.id}" if times[name] > 1 else name)
        for member, name in zip(persons, names, strict=True)
    )


def label(context: Context, member: Personne) -> str:
    where = context.programme.binome_label(member.binome_id) or BESIDES[Role(member.role)]
    return f"{member.prenom} · {where}"


def _choice_name(context: Context, answers: Answers) -> str:
    picked = (answers.get(key) for key in ("qui_retirer", "qui_deplacer", "qui_echange"))
    key = next(filter(None, picked), "")
    member = person(context, key)
    if member:
        return member.prenom
    waiting = invitation(context, key)
    return waiting.nom if waiting else ""
