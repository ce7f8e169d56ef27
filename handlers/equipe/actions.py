"""The coordination's deeds on the team, each with its line in the audit."""

from __future__ import annotations

from bot.casework.passation import actes as passation
from bot.casework.passation import annonces, effacement, reprise
from bot.casework.passation.actes import Auteur
from bot.casework.passation.depart import Depart
from bot.casework.passation.mots import counted
from bot.delivery.channels import to_chat
from bot.domain.roles import Role
from bot.engine.conditions import Answers, Facts
from bot.feature.contract import Context, Ending
from bot.feature.gestes import undoable
from bot.questions.ajuster import adjust, new_slug, refuse_twin
from bot.rendering import render_line
from handlers.equipe import defaire, depart
from handlers.equipe import facts as known
from storage import affaires, appartenances, audit, invitations, people
from storage.ajustements import LigneAjustee
from storage.machine.outbox import Lane, Message, post
from storage.models import Personne

INVITED = "✅ Invitation prête pour {{ nom }}. Transférez le message « Voici l'invitation »."
REPLACED = (
    "✅ Invitation prête pour {{ nom }}. L'ancien téléphone n'a plus accès ; "
    "ce qui a été noté reste. Transférez le message « Voici l'invitation ».{{ attend }}"
)
MEANWHILE = " D'ici là, plus personne ne reçoit ce que suit {{ binome }} : {{ quoi }}."
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
SWAPPED = "✅ {{ nom }} est maintenant dans {{ binome }}, et {{ autre }} dans {{ sien }}."
REVOKED = "🚫 {{ nom }} n'a plus accès au bot. Ce qui a été noté reste."
TAKEN_BACK = "🚫 L'invitation de {{ nom }} ne peut plus servir."
GONE = "Cette personne n'est plus dans l'équipe."
CREATED = "✅ {{ binome }} est créé. Invitez-y quelqu'un, ou changez quelqu'un de binôme."


def record(context: Context, answers: Answers, _facts: Facts) -> Ending:
    deeds = {
        known.INVITE: _invite,
        known.MOVE: _move,
        known.SWAP: _swap,
        known.REVOKE: _revoke,
        known.NEW_BINOME: _create,
    }
    return deeds[answers["geste"]](context, answers)


def _invite(context: Context, answers: Answers) -> Ending:
    role = Role(answers["role"])
    programme = context.programme
    nom = answers.get("service") or answers.get("structure") or answers["prenom"]
    old = known.homonym(context, answers) if answers.get("remplace") == known.REPLACES else None
    if old:
        people.revoke(context.tx, old, context.now)
        _note(context, appartenances.REPLACED, old)
        effacement.clear(context, old, context.source)
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
    attend = _meanwhile(context, old) if old else ""
    return _said(render_line(REPLACED if old else INVITED, nom=label, attend=attend))


def _meanwhile(context: Context, old: Personne) -> str:
    """What nobody is told until the new phone is there: the coordination knows it."""
    held = affaires.of_binome(context.tx, old.binome_id)
    if not held or people.binome_members(context.tx, old.binome_id or 0):
        return ""
    coordinators = people.with_role(context.tx, context.programme.id, Role.COORDINATION)
    annonces.note_told(context, held, coordinators, context.author_id)
    binome = context.programme.binome_label(old.binome_id)
    return render_line(MEANWHILE, binome=binome, quoi=counted(held))


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


def facts(context: Context, answers: Answers) -> Facts:
    """Who is there and what may be picked, then what the deed would touch."""
    return {**known.facts(context, answers), **depart.facts(context, answers)}


def _move(context: Context, answers: Answers) -> Ending:
    person = known.person(context, answers["qui_deplacer"])
    if person is None:
        return _said(GONE)
    vers = context.programme.binomes[answers["vers"]]
    one = Depart(person, vers, _taker(context, answers))
    binome = context.programme.binome_label(vers)
    return _left(context, [one], render_line(MOVED, nom=person.prenom, binome=binome))


def _revoke(context: Context, answers: Answers) -> Ending:
    """The same deed as `carnet revoke`; the bot says nothing more to who leaves."""
    key = answers["qui_retirer"]
    invitation = known.invitation(context, key)
    if invitation:
        invitations.take_back(context.tx, invitation, context.now)
        return _said(render_line(TAKEN_BACK, nom=invitation.nom))
    person: Personne | None = known.person(context, key)
    if person is None:
        return _said(GONE)
    one = Depart(person, None, _taker(context, answers))
    return _left(context, [one], render_line(REVOKED, nom=person.prenom))


def _swap(context: Context, answers: Answers) -> Ending:
    """One deed: at no moment is somebody in no binôme, or two in one."""
    one = known.person(context, answers["qui_echange"])
    other = known.person(context, answers["avec_qui"])
    if one is None or other is None or one.binome_id == other.binome_id:
        return _said(GONE)
    carry = answers.get("qui_garde") == depart.CARRY
    said = render_line(
        SWAPPED,
        nom=one.prenom,
        binome=context.programme.binome_label(other.binome_id),
        autre=other.prenom,
        sien=context.programme.binome_label(one.binome_id),
    )
    departs = [
        Depart(one, other.binome_id, other.binome_id if carry else None),
        Depart(other, one.binome_id, one.binome_id if carry else None),
    ]
    return _left(context, departs, said)


def _left(context: Context, departs: list[Depart], said: str) -> Ending:
    """Done and told; taken back by the button under it."""
    par = Auteur(context.author_id, context.source)
    passes = passation.leave(context, departs, par)
    keyboard = undoable(context, defaire.DEPART, departs[0].person.id, reprise.kept(passes))
    return Ending({"conclusion": said}, keyboard)


def _taker(context: Context, answers: Answers) -> int | None:
    return context.programme.binomes.get(answers.get("a_qui") or "")


def _said(conclusion: str) -> Ending:
    return Ending({"conclusion": conclusion})


def _create(context: Context, answers: Answers) -> Ending:
    label = answers["nom_binome"]
    refuse_twin(label, context.programme.config.binomes)
    slug = new_slug(label, context.programme.binomes)
    adjust(context, LigneAjustee("binomes", slug, {"label": label}))
    return _said(render_line(CREATED, binome=label))


def _note(context: Context, acte: str, person: Personne, detail: str = "") -> None:
    audit.note(context.tx, context.now, context.author_id, acte, person, detail)
