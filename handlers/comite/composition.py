"""Who receives a comité's point hebdo, and a comité for a territoire that has none (COO-1)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from zlib import crc32

from bot.casework.bord import liens
from bot.domain.droits import Droit
from bot.engine.check import ARGUMENT_MAX
from bot.engine.conditions import Answers, Facts, In, Is
from bot.engine.script import Flow, Meant, Option, Reading, Step, choice, name_of
from bot.feature.contract import Context, Declined, Ending, Handler
from bot.questions.ajuster import adjust, new_slug, read_label
from bot.questions.choix import options
from bot.rendering import render_line
from handlers.comite import avertis
from storage import ajustements, audit, desabonnements, liens_bord
from storage.ajustements import LigneAjustee
from storage.dispositif import Comite, Dispositif, Territoire, actifs
from storage.dispositif.alertes import Destinataire
from storage.dispositif.emails import check_email

ADD, REMOVE, CREATE = "ajouter", "retirer", "creer"
ADDED: Final = (
    "✅ {{ comite }} : {{ fonction }} ({{ courriel }}) recevra le prochain point hebdo. "
    "Pour l'inviter aussi dans le bot : 👥 Équipe."
)
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
    here = comite.destinataires if comite else ()
    gone = next((one for one in here if _key(one) == answers.get("qui")), None)
    territoire = answers.get("territoire")
    return {
        "lignes": [_line(one) for one in actifs(config.comites)],
        "gestes": _gestes(config, free),
        "comites": options(config.comites),
        "choisi": comite.label if comite else "",
        "deja": [f"{one.role} · {one.email}" for one in here],
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
    new = Destinataire(email=answers["courriel"], role=answers["fonction"])
    values = {"comite": comite.label, "fonction": new.role, "courriel": new.email}
    if new.email.lower() in {one.email.lower() for one in comite.destinataires}:
        raise Declined(render_line(TWIN, **values))
    _compose(context, comite, (*comite.destinataires, new))
    _note(context, "ajouter_destinataire", f"{comite.slug} : {new.role}")
    _tell(context, comite, render_line(COMES, **values))
    return render_line(LEFT if _has_left(context, comite, new) else ADDED, **values)


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
    lines: list[dict[str, Any]] = [one.model_dump(mode="json") for one in members]
    adjust(context, LigneAjustee("comites", comite.slug, {"destinataires": lines}))


def _tell(context: Context, before: Comite, quoi: str) -> None:
    avertis.tell(context, before, context.programme.config.comite(before.slug), quoi)


def _note(context: Context, acte: str, detail: str) -> None:
    """The function, never the address: the audit outlives whoever holds it."""
    row = ajustements.last(context.tx, context.programme.id)
    audit.note(context.tx, context.now, context.author_id, acte, row, detail)


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


def _line(comite: Comite) -> str:
    """« Comité opérationnel Ouest : Chef de projet contrat de ville, Délégué du préfet »."""
    members = ", ".join(one.role for one in comite.destinataires)
    return f"{comite.label} : {members or 'aucun destinataire'}"


ADDING, REMOVING, CREATING = (Is("geste", geste) for geste in (ADD, REMOVE, CREATE))


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
