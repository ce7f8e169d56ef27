"""Mes données, as anybody of the team meets it, and the coordination's search over texts."""

from __future__ import annotations

from bot.domain.droits import Droit
from bot.engine.conditions import Facts
from bot.engine.script import Flow, Meant, Option, Reading, choice, name_of
from bot.feature.contract import Handler
from handlers.mes_donnees import actions
from storage.recherche import SHORTEST

TOO_SHORT = f"Donnez au moins {SHORTEST} lettres."


def read_words(text: str, _facts: Facts) -> Reading:
    """Words to look for: a few, on one line."""
    words = " ".join(text.split())
    return Reading(words) if len(words) >= SHORTEST else Reading(remark=TOO_SHORT)


MES_DONNEES = Flow(
    name="mes_donnees",
    title="Mes données",
    keeps_draft=False,
    steps=(
        choice(
            "suite",
            "📎 <b>Mes données</b>\nUn fichier vous est envoyé ici, à vous seul·e : qui vous êtes "
            "pour le bot, ce que vous avez noté, vos heures, ce qui est au registre. Il n'est "
            "gardé nulle part.",
            (Option("oui", "📎 Recevoir mon fichier"),),
            width=1,
            cancel_label="✖️ Fermer",
        ),
    ),
    done="📎 Votre fichier arrive.",
    left="📎 Fermé.",
)

OUBLI = Flow(
    name="oubliez_moi",
    title="M'oublier à mon départ",
    keeps_draft=False,
    steps=(
        choice(
            "suite",
            "🕊 <b>M'oublier à mon départ</b>\n"
            "{% if demande_le %}C'est demandé depuis le {{ demande_le }}. Voulez-vous y renoncer ?"
            "{% else %}{{ jours }} jours après la fin de votre accès, votre prénom et votre "
            "compte s'effaceront. Ce qui a été compté reste, sans dire par qui. La coordination "
            "en est prévenue.{% endif %}",
            (Option("oui", "🕊 Oui"),),
            width=1,
            cancel_label="✖️ Fermer",
        ),
    ),
    done=(
        "🕊 {% if oubli %}C'est noté, et dit à la coordination. Votre travail continue comme avant."
        "{% else %}Votre demande est retirée.{% endif %}"
    ),
    left="🕊 Fermé. Rien n'a changé.",
)

RECHERCHE = Flow(
    name="chercher_textes",
    title="Chercher dans les textes",
    keeps_draft=False,
    steps=(
        name_of(
            "mots",
            "🔦 <b>Chercher dans les textes</b>\nPour répondre à un habitant qui demande ce qui "
            "est écrit sur lui. Quels mots ? La recherche est notée au registre, pas ses mots.",
            reads=read_words,
            meant=Meant.SEARCHED,
        ),
    ),
    done=(
        "🔦 {% if trouves %}{% for jour, quoi, texte in trouves %}• {{ jour }}, {{ quoi }} : "
        "« {{ texte|truncate(200) }} »\n{% endfor %}"
        "{% if reste %}Et {{ reste|pluriel('autre') }}, par « carnet chercher ».{% endif %}"
        "{% else %}Aucun texte gardé ne contient ces mots.{% endif %}"
    ),
    left="🔦 Fermé.",
)

FLOWS = (
    Handler(
        flow=MES_DONNEES,
        commands=("/mesdonnees",),
        about="Recevoir tout ce que le bot garde à mon sujet",
        order=80,
        droit=Droit.LIRE_SES_DONNEES,
        facts=actions.nothing,
        record=actions.export,
    ),
    Handler(
        flow=OUBLI,
        commands=("/oubliez_moi",),
        about="Être oublié·e à mon départ",
        order=81,
        droit=Droit.LIRE_SES_DONNEES,
        facts=actions.wish,
        record=actions.forget,
    ),
    Handler(
        flow=RECHERCHE,
        entry="🔦 Chercher dans les textes",
        commands=("/chercher",),
        about="Chercher des mots dans les textes, pour répondre à un habitant",
        order=61,
        drawer=True,
        droit=Droit.CHERCHER_TEXTES,
        facts=actions.nothing,
        record=actions.search,
    ),
)
