"""The coordination's deeds on the team, each with its line in the audit."""

from __future__ import annotations

from bot.delivery.channels import to_chat
from bot.domain.roles import Role
from bot.engine.conditions import Answers, Facts
from bot.feature.contract import Context, Ending
from bot.questions.ajuster import adjust, new_slug, refuse_twin
from bot.rendering import render_line
from handlers.equipe import facts
from storage import appartenances, audit, invitations, people
from storage.ajustements import LigneAjustee
from storage.machine.outbox import Lane, Message, post
from storage.models import Personne

INVITED = "✅ Invitation prête pour {{ nom }}. Transférez le message « Voici l'invitation »."
REPLACED = (
    "✅ Invitation prête pour {{ nom }}. L'ancien téléphone n'a plus accès ; "
    "ce qui a été noté reste. Transférez le message « Voici l'invitation »."
)
LETTER = (
    "Voici l'invitation à « {{ dispositif }} » :\n{{ url }}\n\n"
    "Si le lien ne s'ouvre pas, écrivez au bot @{{ bot }} :\n<code>/start {{ code }}</code>\n\n"
    "Elle sert une seule fois, jusqu'au {{ fin|date_longue }} à {{ fin|heure }}."
)
GROUP_LETTER = (
    "Voici l'invitation à « {{ dispositif }} », pour le groupe du service :\n{{ url }}\n\n"
    "Ouvrez-la et choisissez le groupe Telegram du service : le bot y entrera.\n\n"
    "Le groupe a des sujets ? N'ouvrez pas ce lien : ajoutez @{{ bot }} au groupe, puis écrivez, "
    "dans le sujet qui recevra les signalements :\n<code>/start@{{ bot }} {{ code }}</code>\n\n"
    "Elle sert une seule fois, jusqu'au {{ fin|date_longue }} à {{ fin|heure }}."
)
MOVED = "✅ {{ nom }} est maintenant dans {{ binome }}."
YOU_MOVED = "Vous êtes maintenant dans <b>{{ binome }}</b>."
REVOKED = "🚫 {{ nom }} n'a plus accès au bot. Ce qui a été noté reste."
TAKEN_BACK = "🚫 L'invitation de {{ nom }} ne peut plus servir."
GONE = "Cette personne n'est plus dans l'équipe."
CREATED = "✅ {{ binome }} est créé. Invitez-y quelqu'un, ou changez quelqu'un de binôme."


def record(context: Context, answers: Answers, _facts: Facts) -> Ending:
    deeds = {
        facts.INVITE: _invite,
        facts.MOVE: _move,
        facts.REVOKE: _revoke,
        facts.NEW_BINOME: _create,
    }
    return Ending({"conclusion": deeds[answers["geste"]](context, answers)})


def _invite(context: Context, answers: Answers) -> str:
    role = Role(answers["role"])
    programme = context.programme
    nom = answers.get("service") or answers.get("structure") or answers["prenom"]
    old = facts.homonym(context, answers) if answers.get("remplace") == facts.REPLACES else None
    if old:
        people.revoke(context.tx, old, context.now)
        _note(context, appartenances.REPLACED, old)
    made = people.invite(
        context.tx,
        programme.id,
        role,
        nom,
        context.now,
        binome_id=programme.binomes.get(answers.get("binome") or ""),
        service_id=programme.services.get(answers.get("service") or ""),
        comite=answers.get("comite"),
        creee_par=context.author_id,
    )
    _letter(context, role, made)
    label = programme.config.service(nom).label if role is Role.SERVICE else nom
    return render_line(REPLACED if old else INVITED, nom=label)


def _letter(context: Context, role: Role, made: people.Invited) -> None:
    """A message of its own, to forward; its row is erased when its code is dead."""
    door = "startgroup" if role is Role.SERVICE else "start"
    text = context.render(
        GROUP_LETTER if role is Role.SERVICE else LETTER,
        dispositif=context.programme.config.nom,
        url=f"https://t.me/{context.bot_username}?{door}={made.code}",
        bot=context.bot_username,
        code=made.code,
        fin=made.expires,
    )
    key, to = f"{people.INVITATION}{context.source}", to_chat(context.user_id)
    message = Message(key, Lane.PROMPT, to, {"text": text}, forget_on=made.expires)
    post(context.tx, context.now, message)


def _move(context: Context, answers: Answers) -> str:
    person = facts.person(context, answers["qui_deplacer"])
    if person is None:
        return GONE
    previous, person.binome_id = person.binome_id, context.programme.binomes[answers["vers"]]
    binome = facts.binome_label(context, person.binome_id)
    _note(context, appartenances.MOVED, person, str(previous or ""))
    if person.id != context.author_id:
        context.tell(person.telegram_id, YOU_MOVED, binome=binome)
    return render_line(MOVED, nom=person.prenom, binome=binome)


def _revoke(context: Context, answers: Answers) -> str:
    """The same deed as `carnet revoke`; the bot says nothing more to who leaves."""
    key = answers["qui_retirer"]
    invitation = facts.invitation(context, key)
    if invitation:
        invitations.take_back(context.tx, invitation, context.now)
        return render_line(TAKEN_BACK, nom=invitation.nom)
    person: Personne | None = facts.person(context, key)
    if person is None:
        return GONE
    people.revoke(context.tx, person, context.now)
    _note(context, "retirer_acces", person)
    return render_line(REVOKED, nom=person.prenom)


def _create(context: Context, answers: Answers) -> str:
    label = answers["nom_binome"]
    refuse_twin(label, context.programme.config.binomes)
    slug = new_slug(label, context.programme.binomes)
    adjust(context, LigneAjustee("binomes", slug, {"label": label}))
    return render_line(CREATED, binome=label)


def _note(context: Context, acte: str, person: Personne, detail: str = "") -> None:
    audit.note(context.tx, context.now, context.author_id, acte, person, detail)
