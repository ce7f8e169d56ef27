"""Every open signalement of the programme: the oldest first, each line opening its card."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from bot.casework.libelles import ETATS, label
from bot.casework.signalement.contenu import ContenuAlerte, contenu_de, reference
from bot.clock import paris
from bot.domain.vies.signalement import AWAITED, StatutSignalement
from bot.engine.conditions import All, Answers, Facts, Has, Is, Not
from bot.engine.script import Flow, Option, choice
from bot.feature.contract import Context, Ending, Opening
from bot.feature.registre import registre
from bot.words import day_of_month, jour
from storage import pauses, signalements
from storage.models import Signalement

SHOWN: Final = 8
BACK: Final = "retour"
SOURDINE: Final = "sourdine"
Repos = Mapping[int, datetime]
"""Until when reminders rest, by signalement."""
GONE: Final = "Ce signalement n'est plus ouvert."
CARD: Final = (
    "🔧 <b>{{ fiche.reference }}</b> · {{ fiche.quoi }}\n"
    "📍 {{ fiche.site }}, {{ fiche.quartier }}{% if fiche.lieu %} : {{ fiche.lieu }}{% endif %}\n"
    "{{ fiche.etat }}, {{ fiche.service }}.\n"
    "⏱ {{ fiche.urgence }}, {% if en_retard %}attendu depuis le {% else %}avant le {% endif %}"
    "{{ fiche.echeance|jour }} à {{ fiche.echeance|heure }}.\n"
    "{% for nom, dit in fiche.precisions %}ℹ️ {{ nom }} : {{ dit }}.\n{% endfor %}"
    "{% if fiche.precedents %}🔁 {{ fiche.rang }}ᵉ de ce type sur ce site en douze semaines.\n"
    "{% endif %}"
    "{% if repos %}🔕 Rappels suspendus{{ repos }}.\n{% endif %}"
    "{% for reponse in fiche.plusieurs %}👉 {{ reponse.texte }}\n{% endfor %}"
    "{% for ligne in histoire %}• {{ ligne }}\n{% endfor %}"
)


def facts(context: Context, answers: Answers) -> Facts:
    found = signalements.open_in(context.tx, context.programme.id)
    repos = pauses.resting(context.tx, context.programme.id, context.now)
    chosen = next((one for one in found if str(one.id) == answers.get("signalement")), None)
    return {
        "ouverts": len(found),
        "en_retard": sum(_is_late(context, one) for one in found),
        "lignes": [_line(context, one) + _rests(repos, one) for one in found],
        "entrees": tuple(_entries(context, found)),
        "fiche": _card(context, chosen, repos) if chosen else GONE,
        "retours": tuple(_next(chosen, repos)),
    }


def go_on(_context: Context, answers: Answers, _facts: Facts) -> Ending:
    """Back to the list, or to the reminders: of the one that is open, or of one to pick."""
    if answers["signalement"] == SOURDINE:
        return Ending(opens=Opening("sourdine"))
    if answers.get("suite") == SOURDINE:
        return Ending(opens=Opening("sourdine", {"signalement": answers["signalement"]}))
    return Ending(opens=Opening("signalements_ouverts"))


def _entries(context: Context, found: Sequence[Signalement]) -> Iterator[Option]:
    """Each of them, then their reminders."""
    for one in found:
        yield Option(str(one.id), _button(context, one))
    if found:
        yield Option(SOURDINE, "🔕 Suspendre des rappels", stays=True)


def _next(chosen: Signalement | None, repos: Repos) -> Iterator[Option]:
    if chosen is not None:
        rests = chosen.id in repos
        yield Option(SOURDINE, "🔔 Reprendre les rappels" if rests else "🔕 Suspendre les rappels")
    yield Option(BACK, "⬅️ Tous les signalements")


def _is_late(context: Context, one: Signalement) -> bool:
    """Its term is past, and its service owes it still."""
    return one.statut in AWAITED and one.echeance < context.now


def _line(context: Context, one: Signalement) -> str:
    """« ⚠️ V-0012 · Éclairage, Site A, pour Voirie : bien reçu, attendu depuis le 3 novembre »."""
    config = context.programme.config
    what = label(config.categorie, one.categorie)
    where = context.programme.site_label(one.site_id)
    state = ETATS[StatutSignalement(one.statut)]
    return (
        f"{_button(context, one)} · {what}, {where}, pour {label(config.service, one.service)} : "
        f"{state[:1].lower()}{state[1:]}, {_term(context, one)}"
    )


def _term(context: Context, one: Signalement) -> str:
    day = day_of_month(paris(one.echeance).date())
    if one.statut not in AWAITED:
        return f"vu le {day_of_month(paris(one.emis_le).date())}"
    return f"attendu depuis le {day}" if _is_late(context, one) else f"attendu avant le {day}"


def _rests(repos: Repos, one: Signalement) -> str:
    """« , 🔕 jusqu'au 20 novembre », while its reminders rest."""
    until = repos.get(one.id)
    return f", 🔕 jusqu'au {day_of_month(paris(until).date())}" if until else ""


def _button(context: Context, one: Signalement) -> str:
    return f"{'⚠️ ' if _is_late(context, one) else ''}{reference(one)}"


def _card(context: Context, one: Signalement, repos: Repos) -> str:
    fiche = contenu_de(context.tx, context.programme, one)
    until = _rests(repos, one).removeprefix(", 🔕")
    values = {"en_retard": _is_late(context, one), "repos": until}
    return context.render(CARD, fiche=fiche, histoire=list(_history(fiche)), **values)


def _history(fiche: ContenuAlerte) -> Iterator[str]:
    """« mardi 17 novembre : Bien reçu, par Éclairage public (lien du courriel) »."""
    for etape in fiche.etapes:
        yield f"{jour(etape.le)} : {etape.texte}"


OUVERTS: Final = Flow(
    name="signalements_ouverts",
    title="Signalements ouverts",
    keeps_draft=False,
    steps=(
        choice(
            "signalement",
            "🔧 {% if ouverts %}"
            "{{ ouverts|pluriel('signalement ouvert', 'signalements ouverts') }}"
            "{% if en_retard %}, dont {{ en_retard }} en retard{% endif %}, du plus ancien au "
            "plus récent.\n{% for ligne in lignes %}• {{ ligne }}\n{% endfor %}Lequel ouvrir ?"
            "{% else %}Aucun signalement ouvert.{% endif %}",
            "entrees",
            lists="lignes",
            page=SHOWN,
            cancel_label="✖️ Fermer",
        ),
        # The card is already Telegram's HTML, every value escaped.
        choice(
            "suite",
            "{{ fiche|safe }}",
            "retours",
            when=All((Has("signalement"), Not(Is("signalement", SOURDINE)))),
            width=1,
            cancel_label="✖️ Fermer",
        ),
    ),
    done="{{ fiche|safe }}",
    left="🔧 Fermé.",
)
HANDLER: Final = registre(
    OUVERTS,
    entry="🔧 Signalements ouverts",
    command="/signalements",
    about="Où en sont les signalements, du plus ancien au plus récent",
    order=58,
    facts=facts,
    record=go_on,
)
