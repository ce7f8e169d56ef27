"""Difficulté, as the mediator meets it: of what kind, and whether somebody must know now."""

from __future__ import annotations

from bot.domain.droits import Droit
from bot.engine.script import Flow, Option, choice
from bot.feature.contract import Handler
from bot.questions import sur_place
from handlers.difficulte import actions

DIFFICULTE = Flow(
    name="difficulte",
    title="Difficulté",
    steps=(
        *sur_place.ask_site(),
        choice(
            "nature",
            "En danger, appelez d'abord le 17 ou le 112.\n<b>Quelle difficulté ?</b>",
            "natures",
            locks=True,
            also=sur_place.ELSEWHERE,
        ),
        choice(
            "prevenir",
            "C'est noté. Prévenir la coordination maintenant ?",
            (Option("oui", "📞 Oui"), Option("non", "Non, noter seulement")),
            width=1,
        ),
    ),
    done=(
        "🛑 Noté : {{ nature_label|lower }}, <b>{{ site_label }}</b>. "
        "{% if prevenir == 'oui' %}La coordination est prévenue. {% endif %}"
        "Seules la coordination et votre équipe le voient."
    ),
)

FLOWS = (
    Handler(
        flow=DIFFICULTE,
        entry="🛑 Difficulté",
        commands=("/difficulte",),
        about="Noter une difficulté rencontrée",
        order=25,
        drawer=True,
        droit=Droit.DIRE_DIFFICULTE,
        seed=sur_place.seed,
        facts=actions.facts,
        answered=actions.save_as_given,
        record=actions.record,
        left=actions.left,
    ),
)
