"""Presence, as the mediator meets it: « Vous démarrez ? », then « En cours », then the summary."""

from __future__ import annotations

from bot.domain.droits import Droit
from bot.engine.conditions import All, Fact, Is, Not
from bot.engine.script import Flow, Option, choice, moment
from bot.feature.contract import Handler
from bot.questions import sur_place
from bot.questions.heures import read_heure
from handlers.presence import actions, facts
from handlers.presence.attentes import WAITING

ENTRY = "▶️ Présence"
MOVING = Is("que_faire", "changer")
MOVED = All((MOVING, Not(Fact("deja_finie"))))

DEMARRER = Flow(
    name="presence_demarrer",
    title="Présence",
    keeps_draft=False,
    steps=(
        choice(
            "depart",
            "{% if prevu %}Prévu : {% endif %}<b>{{ site_label }}</b>"
            "{% if comme %} ({{ comme }}){% endif %}"
            "{% if prevu %}, {{ prevu }}{% endif %}, {{ avec }}"
            "{% if a_partir %}, depuis {{ a_partir|heure }}{% endif %}"
            "{% if mode_dit %}, {{ mode_dit }}{% endif %}.\nVous démarrez ?",
            (Option("demarrer", "✅ Démarrer"),),
            also=("site", "equipe", "debut", "mode"),
        ),
        choice(
            "site",
            "Sur quel site ?",
            "sites",
            name="📍 Autre site",
            asked=False,
            width=1,
            few=sur_place.FEW,
        ),
        choice("equipe", "Avec qui ?", "equipes", name="👤 Autre binôme", asked=False, width=1),
        choice("mode", "Comment ?", "modes", name="🚶 Mode", asked=False, width=1),
        moment(
            "debut",
            "À quelle heure avez-vous commencé ? Touchez, ou écrivez l'heure : « 17h05 ».",
            "debuts",
            read_heure,
            name="🕐 Déjà commencé",
            example="17h05",
            asked=False,
        ),
    ),
    done=(
        "{% if deja %}<b>{{ site_label }}</b> : une présence était déjà en cours "
        "depuis {{ deja|heure }}.{% else %}" + actions.GO + "{% endif %}"
    ),
)

EN_COURS = Flow(
    name="presence_en_cours",
    title="Présence en cours",
    keeps_draft=False,
    steps=(
        choice(
            "que_faire",
            "{% if en_pause %}☕ En pause{% else %}En cours{% endif %} : <b>{{ site_label }}</b> "
            "depuis {{ depuis|duree }}." + WAITING,
            "gestes",
            width=1,
            locks=True,
        ),
        choice(
            "vers",
            "Vers quel site ?",
            "sites",
            when=MOVING,
            width=1,
            few=sur_place.FEW,
            locks=True,
        ),
        choice(
            f"{actions.AVANT}ambiance",
            "{{ suite }}\n\n{{ bilan }}\n<b>L'ambiance du site que vous quittez ?</b>",
            "ambiances",
            when=MOVED,
            required=False,
            stays=True,
            width=5,
        ),
        choice(
            f"{actions.AVANT}frequentation",
            "<b>La fréquentation du site que vous quittez ?</b>",
            "frequentations",
            when=MOVED,
            required=False,
            stays=True,
        ),
        choice(
            "ambiance",
            "{{ bilan }}\n<b>L'ambiance ?</b>",
            "ambiances",
            when=Is("que_faire", "terminer"),
            required=False,
            stays=True,
            width=5,
            also=("fin",),
        ),
        choice(
            "frequentation",
            "<b>La fréquentation ?</b>",
            "frequentations",
            when=Is("que_faire", "terminer"),
            required=False,
            stays=True,
        ),
        moment(
            "fin",
            "À quelle heure avez-vous terminé ? Touchez, ou écrivez l'heure : « 20h50 ».",
            "fins",
            read_heure,
            name="✏️ Corriger l'heure",
            example="20h50",
            when=Is("que_faire", "terminer"),
            asked=False,
        ),
    ),
    done="{{ conclusion }}",
    left="Fermé. Ce qui est déjà noté est gardé.",
)

FLOWS = (
    Handler(
        flow=DEMARRER,
        entry=ENTRY,
        commands=("/presence",),
        about="Démarrer ou suivre une présence",
        order=1,
        droit=Droit.TENIR_PRESENCE,
        suits=actions.nothing_running,
        facts=facts.before,
        record=actions.start,
    ),
    Handler(
        flow=EN_COURS,
        entry=ENTRY,
        commands=("/presence", "/terminer"),
        about="Terminer la présence en cours",
        refusal="Aucune présence n'est en cours. Touchez ▶️ Présence pour démarrer.",
        order=1,
        droit=Droit.TENIR_PRESENCE,
        suits=actions.something_running,
        seed=actions.seed,
        facts=facts.during,
        answered=actions.save_as_given,
        record=actions.conclude,
        left=actions.left,
    ),
)
