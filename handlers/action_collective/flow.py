"""Action collective, as the mediator meets it: what kind, what theme, how many, with whom."""

from __future__ import annotations

from bot.domain.droits import Droit
from bot.engine.script import Flow, choice, many
from bot.feature.contract import Handler
from bot.questions import sur_place
from bot.questions.un_mot import word_flow
from handlers.action_collective import actions
from storage.models import ActionCollective

ACTION_COLLECTIVE = Flow(
    name="action_collective",
    title="Action collective",
    steps=(
        *sur_place.ask_site(),
        choice("type", "🤝 Quel type d'action ?", "types", width=1, also=sur_place.ELSEWHERE),
        choice("theme", "Sur quel thème ?", "themes"),
        choice("participants", "Combien de personnes, environ ?", "tranches"),
        many(
            "avec",
            "Avec qui ? Plusieurs choix possibles. Personne d'autre ? Touchez « Enregistrer ».",
            "partenaires",
            finish_label="✅ Enregistrer",
        ),
    ),
    done="{{ conclusion }}",
)

FLOWS = (
    Handler(
        flow=ACTION_COLLECTIVE,
        entry="🤝 Action collective",
        commands=("/action",),
        about="Noter une action avec un groupe",
        order=20,
        droit=Droit.NOTER,
        drawer=True,
        seed=sur_place.seed,
        facts=actions.facts,
        record=actions.record,
    ),
    word_flow(
        "action_collective_mot",
        "Ce qui ressort de l'action",
        "🤝 Ce qui ressort de cette action ?",
        "Fermé. L'action est gardée, sans mot.",
        ActionCollective,
    ),
)
