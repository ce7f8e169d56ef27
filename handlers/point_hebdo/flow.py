"""Point hebdo, as the coordination meets it: where the week stands, and what may be done."""

from __future__ import annotations

from typing import Final

from bot.domain.droits import Droit
from bot.engine.script import Flow, choice
from bot.feature.contract import Handler
from handlers.point_hebdo import actions, facts

NONE: Final = (
    "📰 Aucun point hebdo : personne n'est encore dans l'équipe, la convention est finie, "
    "ou aucun comité n'est en service."
)

RELIRE_POINT = Flow(
    name="relire_point",
    title="Point hebdo",
    keeps_draft=False,
    steps=(
        choice(
            "geste",
            "📰 <b>{{ titre }}</b>\n{% for ligne in lignes %}• {{ ligne }}\n{% endfor %}"
            "Que voulez-vous faire ?",
            "gestes",
            lists="lignes",
            width=1,
            cancel_label="✖️ Fermer",
        ),
    ),
    done="{{ conclusion }}",
    left="📰 Fermé.",
)

FLOWS: Final = (
    Handler(
        flow=RELIRE_POINT,
        entry="📰 Point hebdo",
        commands=("/pointhebdo",),
        about="Relire le point hebdo avant les comités",
        refusal=NONE,
        order=51,
        drawer=True,
        droit=Droit.VALIDER_POINT_HEBDO,
        suits=facts.suits,
        facts=facts.facts,
        record=actions.record,
    ),
)
