"""Objet trouvé, as the mediator meets it: where, what, and a photo if it helps."""

from __future__ import annotations

from bot.domain.droits import Droit
from bot.engine.script import Flow, choice, photo
from bot.feature.contract import Handler
from bot.questions import sur_place
from handlers.objet_trouve import actions

OBJET_TROUVE = Flow(
    name="objet_trouve",
    title="Objet trouvé",
    steps=(
        *sur_place.ask_site(),
        choice("lieu", "🔑 À quel endroit ?", "lieux", also=sur_place.ELSEWHERE),
        choice("chose", "Qu'avez-vous trouvé ?", "choses"),
        photo("photo", "Une photo de l'objet ? Sans visage, ni nom lisible.", required=False),
    ),
    done="🔑 {{ chose_label }} : c'est noté{% if photo %}, avec sa photo{% endif %}.",
)

FLOWS = (
    Handler(
        flow=OBJET_TROUVE,
        entry="🔑 Objet trouvé",
        commands=("/objet",),
        about="Noter un objet trouvé",
        order=31,
        drawer=True,
        droit=Droit.NOTER,
        seed=sur_place.seed,
        facts=actions.facts,
        record=actions.record,
    ),
)
