"""Observation, as the mediator meets it: ambiance, fréquentation, what one sees."""

from __future__ import annotations

from typing import Final

from bot.domain.droits import Droit
from bot.engine.script import Flow, choice, many
from bot.feature.contract import Handler
from bot.questions import sur_place
from bot.questions.un_mot import word_flow
from handlers.observation import actions, facts
from storage.models import Observation

ON_ONE_SCREEN: Final = 60
"""All the uses together: whoever asks for them all looks at them in one go."""

OBSERVATION = Flow(
    name="observation",
    title="Observation",
    keeps_draft=False,
    steps=(
        *sur_place.ask_site(),
        choice(
            "ambiance",
            "👁 <b>{{ site_label }}</b>\nL'ambiance ? De 1, très tendue, à 5, conviviale.",
            "ambiances",
            required=False,
            width=5,
            also=sur_place.ELSEWHERE,
        ),
        choice("frequentation", "👁 La fréquentation ?", "frequentations", required=False),
        many(
            "vu",
            "{% if deja %}✅ Déjà noté : {{ deja }}.\n{% endif %}"
            "<b>Ce que vous voyez ?</b> Plusieurs choix possibles.\n"
            "« + » : un usage positif du lieu. « − » : un mésusage.",
            "usages",
            finish_label="✅ Enregistrer",
            page=ON_ONE_SCREEN,
        ),
    ),
    done="{{ conclusion }}",
)

FLOWS = (
    Handler(
        flow=OBSERVATION,
        entry="👁 Observation",
        commands=("/observation",),
        about="Dire ce que l'on voit du lieu",
        order=5,
        droit=Droit.NOTER,
        seed=sur_place.seed,
        facts=facts.facts,
        answered=actions.save_as_given,
        record=actions.conclude,
        left=actions.left,
    ),
    word_flow(
        "observation_mot",
        "Un mot sur l'observation",
        "👁 Un mot sur ce que vous avez vu ?",
        "Fermé. L'observation est gardée, sans mot.",
        Observation,
    ),
)
