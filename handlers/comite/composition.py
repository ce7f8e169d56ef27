"""Who receives a comité's point hebdo, and a comité for a territoire that has none (COO-1)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final
from zlib import crc32

from bot.casework.bord import liens
from bot.casework.libelles import quand
from bot.clock import paris
from bot.domain.droits import Droit
from bot.engine.check import ARGUMENT_MAX
from bot.engine.conditions import Answers, Facts, In, Is
from bot.engine.script import Flow, Meant, Option, Reading, Step, choice, name_of
from bot.feature.contract import Context, Declined, Ending, Handler
from bot.questions.ajuster import adjust, new_slug, read_label
from bot.questions.choix import options
from bot.rendering import render_line
from bot.words import jour_court
from handlers.comite import avertis
from storage import ajustements, audit, desabonnements, lettres, liens_bord
from storage.ajustements import LigneAjustee
from storage.dispositif import Comite, Dispositif, Territoire, actifs
from storage.dispositif.alertes import Destinataire
from storage.dispositif.domaines import domaine, est_dehors
from storage.dispositif.emails import check_email

ADD, REMOVE, CREATE = "ajouter", "retirer", "creer"
ADDED: Final = (
    "✅ {{ comite }} : {{ fonction }} ({{ courriel }}) recevra le prochain point hebdo. "
    "Pour l'inviter aussi dans le bot : 👥 Équipe."
)
LATER: Final = (
    "✅ {{ comite }} : {{ fonction }} ({{ courriel }}) est ajouté. Son domaine est nouveau ici : "
    "rien ne lui part avant {{ quand }}. D'ici là, « 🚫 Retirer » arrête tout."
)
WAIT: Final = timedelta(hours=24)
"""Before an address of a new domain is written to: those who read already have the time to say."""
LEFT: Final = (
    "⚠️ {{ comite }} : {{ fonction }} est ajouté, mais {{ courriel }} s'est désabonné du point "
    "hebdo : rien ne lui sera envoyé."
)
REMOVED: Final = "✅ {{ comite }} : {{ fonction }} ne reçoit plus le point hebdo."
CREATED: Final = (
    "✅ {{ comite }} est créé : point hebdo le lundi à 8 h. Ajoutez-lui des destinataires."
)
TWIN: Final = "{{ comite }} : {{ courriel }} reçoit déjà le point hebdo. Rien n'a été changé."
COMES: Final = "{{ fonction }} recevra le point hebdo"
GOES: Final = "{{ fonction }} ne reçoit plus le point hebdo"
GONE: Final = "Ce destinataire n'y est plus. Rien n'a été changé."
NAMED: Final = "Comité opérationnel {{ territoire }}"


def read_courriel(text: str, _facts: Facts) -> Reading:
    """One address, as the file would take it; what is wrong is said."""
    try:
        return Reading(check_email(text.strip()))
    except ValueError as error:
        return Reading(remark=f"{error}.")


def facts(context: Context, answers: Answers) -> Facts:
    config = context.programme.config
    comite = _comite(config, answers)
    free = _without_comite(config)
    today = paris(context.now).date()
    here = comite.membres(today) if comite else ()
    gone = next((one for one in here if _key(one) == answers.get("qui")), None)
    territoire = answers.get("territoire")
    return {
        "lignes": [_line(one, today) for one in actifs(config.comites)],
        "gestes": _gestes(config, free),
        "comites": options(config.comites),
        "choisi": comite.label if comite else "",
        "nouveau_domaine": _new_domain(config, answers.get("courriel")),
        "deja": [f"{said_of(one)} · {one.email}" for one in here],
        "destinataires": tuple(Option(_key(one), f"{one.role} · {one.email}") for one in here),
        "parti": gone.role if gone else "",
        "territoires": options(free),
        "nouveau": _named(config, territoire) if territoire else "",
    }


def record(context: Context, answers: Answers, _facts: Facts) -> Ending:
    deeds = {ADD: _add, REMOVE: _remove, CREATE: _create}
    return Ending({"conclusion": deeds[answers["geste"]](context, answers)})


def _add(context: Context, answers: Answers) -> str:
    comite = context.programme.config.comite(answers["comite"])
    return enter(context, comite, _newcomer(context, answers), (COMES, ADDED))


def enter(
    context: Context, comite: Comite, new: Destinataire, said: tuple[str, str], **more: Any
) -> str:
    """One member more, or a guest; `said`: to those who were there, and to the coordination.

    Raises Declined for an address that is there already.
    """
    values = {"comite": comite.label, "fonction": new.role, "courriel": new.email, **more}
    here = comite.membres(paris(context.now).date())
    if new.email.lower() in {one.email.lower() for one in here}:
        raise Declined(render_line(TWIN, **values))
    _compose(context, comite, (*here, new))
    _note(context, "ajouter_destinataire", f"{comite.slug} : {new.role}")
    _tell(context, comite, render_line(said[0], **values))
    if new.attend is not None and not _has_left(context, comite, new):
        return render_line(LATER, **values, quand=quand(new.attend))
    return render_line(LEFT if _has_left(context, comite, new) else said[1], **values)


def _newcomer(context: Context, answers: Answers) -> Destinataire:
    """Who is added; of a domain that is new here, after a day."""
    courriel, role = answers["courriel"], answers["fonction"]
    later = context.now + WAIT if est_dehors(context.programme.config, courriel) else None
    return Destinataire(email=courriel, role=role, attend=later)


def _has_left(context: Context, comite: Comite, member: Destinataire) -> bool:
    """Whether that address once refused the letter: its refusal stands (`digests.envois`)."""
    left = desabonnements.of(context.tx, context.programme.id, comite.slug)
    return member.email.lower() in left


def _remove(context: Context, answers: Answers) -> str:
    comite = context.programme.config.comite(answers["comite"])
    gone = [one for one in comite.destinataires if _key(one) == answers["qui"]]
    if not gone:
        raise Declined(GONE)
    _compose(context, comite, [one for one in comite.destinataires if one not in gone])
    for one in gone:
        lettres.hold_back(context.tx, context.programme.id, comite.slug, one.email)
    _note(context, "retirer_destinataire", f"{comite.slug} : {gone[0].role}")
    _close_dashboard(context, comite)
    _tell(context, comite, render_line(GOES, fonction=gone[0].role))
    return render_line(REMOVED, comite=comite.label, fonction=gone[0].role)


def _close_dashboard(context: Context, comite: Comite) -> None:
    """The link that its letters carried opens nothing any more: the next ones carry another."""
    for row in liens_bord.of_letters(context.tx, context.programme.id, comite.slug):
        liens.take_back(context, row, context.author_id)


def _create(context: Context, answers: Answers) -> str:
    config = context.programme.config
    label = _named(config, answers["territoire"])
    slug = new_slug(label, {one.slug for one in config.comites})
    values = {"label": label, "territoire": answers["territoire"], "sorte": "operationnel"}
    adjust(context, LigneAjustee("comites", slug, values))
    _note(context, "creer_comite", slug)
    return render_line(CREATED, comite=label)


def _compose(context: Context, comite: Comite, members: Sequence[Destinataire]) -> None:
    """The whole list takes the place of the one before, in the file's own shape."""
    lines: list[dict[str, Any]] = [
        one.model_dump(mode="json", exclude_none=True) for one in members
    ]
    adjust(context, LigneAjustee("comites", comite.slug, {"destinataires": lines}))


def _tell(context: Context, before: Comite, quoi: str) -> None:
    avertis.tell(context, before, context.programme.config.comite(before.slug), quoi)


def _note(context: Context, acte: str, detail: str) -> None:
    """The function, never the address: the audit outlives whoever holds it."""
    row = ajustements.last(context.tx, context.programme.id)
    audit.note(context.tx, context.now, context.author_id, acte, row, detail)


def _new_domain(config: Dispositif, courriel: str | None) -> str:
    return domaine(courriel) if courriel and est_dehors(config, courriel) else ""


def said_of(member: Destinataire) -> str:
    """Its function; of a guest, the day of its meeting too."""
    return f"{member.role} (le {jour_court(member.seance)})" if member.seance else member.role


def _key(member: Destinataire) -> str:
    """Its address, or what stands for one that no button could carry."""
    whole = len(member.email.encode()) <= ARGUMENT_MAX
    return member.email if whole else f"m{crc32(member.email.encode()):x}"


def _comite(config: Dispositif, answers: Answers) -> Comite | None:
    return config.comite(answers["comite"]) if answers.get("comite") else None


def _without_comite(config: Dispositif) -> list[Territoire]:
    """Territoires that no comité opérationnel in use follows."""
    followed = {one.territoire for one in actifs(config.comites) if one.operationnel}
    return [one for one in actifs(config.territoires) if one.slug not in followed]


def _named(config: Dispositif, territoire: str) -> str:
    """« Comité opérationnel Ouest », were it « Territoire Ouest » in the file."""
    label = config.territoire(territoire).label.removeprefix("Territoire ")
    return render_line(NAMED, territoire=label)


def _gestes(config: Dispositif, free: Sequence[Territoire]) -> tuple[Option, ...]:
    received = any(one.destinataires for one in actifs(config.comites))
    both = [
        *([Option(ADD, "➕ Ajouter un destinataire")] if actifs(config.comites) else []),
        *([Option(REMOVE, "🚫 Retirer un destinataire")] if received else []),
        *([Option(CREATE, "🏛 Créer un comité")] if free else []),
    ]
    return tuple(both)


def _line(comite: Comite, today: date) -> str:
    """« Comité opérationnel Ouest : Chef de projet contrat de ville, Élue (le 24/11) »."""
    members = ", ".join(said_of(one) for one in comite.membres(today))
    return f"{comite.label} : {members or 'aucun destinataire'}"


ADDING, REMOVING, CREATING = (Is("geste", geste) for geste in (ADD, REMOVE, CREATE))


OUTSIDE: Final = (
    "{% if nouveau_domaine %}\n⚠️ <b>{{ nouveau_domaine }}</b> est un domaine nouveau ici : "
    "relisez l'adresse. Sa première lettre attendra 24 heures.{% endif %}"
)
LIST: Final = (
    "{% if deja %}\nLe reçoivent aujourd'hui :\n{% for ligne in deja %}• {{ ligne }}\n{% endfor %}"
    "Ils seront prévenus de ce changement.{% endif %}"
)


def _confirmed(key: str, said: str, label: str, when: Is) -> Step:
    return choice(key, said, (Option("oui", label),), when=when, width=1)


DESTINATAIRES = Flow(
    name="destinataires",
    title="Membres des comités",
    keeps_draft=False,
    steps=(
        choice(
            "geste",
            "📮 <b>Qui reçoit le point hebdo</b>\n"
            "{% for ligne in lignes %}• {{ ligne }}\n{% endfor %}Que voulez-vous faire ?",
            "gestes",
            lists="lignes",
            width=1,
        ),
        choice("comite", "Quel comité ?", "comites", when=In("geste", (ADD, REMOVE)), width=1),
        name_of(
            "fonction",
            "Quelle fonction ? Jamais un nom de personne : « Chef de projet ».",
            when=ADDING,
            reads=read_label,
        ),
        name_of(
            "courriel",
            "Quelle adresse de courriel professionnelle ?",
            when=ADDING,
            reads=read_courriel,
            meant=Meant.CONTACT,
        ),
        choice("qui", "Qui retirer de {{ choisi }} ?", "destinataires", when=REMOVING, width=1),
        choice("territoire", "Pour quel territoire ?", "territoires", when=CREATING, width=1),
        _confirmed(
            "accord_ajout",
            "<b>{{ choisi }}</b> : {{ fonction }}, {{ courriel }}, recevra chaque point hebdo."
            + OUTSIDE
            + LIST,
            "✅ Ajouter",
            ADDING,
        ),
        _confirmed(
            "accord_retrait",
            "<b>{{ choisi }}</b> : {{ parti }} ne recevra plus le point hebdo." + LIST,
            "🚫 Oui, retirer",
            REMOVING,
        ),
        _confirmed("accord_comite", "Créer <b>{{ nouveau }}</b> ?", "✅ Créer", CREATING),
    ),
    done="{{ conclusion }}",
    left="📮 Fermé. Rien n'a été changé.",
)

COMPOSER: Final = Handler(
    flow=DESTINATAIRES,
    entry="📮 Membres des comités",
    commands=("/destinataires",),
    about="Qui reçoit le point hebdo, un nouveau comité",
    order=56,
    droit=Droit.CHOISIR_DESTINATAIRES,
    facts=facts,
    record=record,
    drawer=True,
)
