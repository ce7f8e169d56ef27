"""A point as the coordination meets it: where the week, or the month, stands; what to do."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Final

from bot.domain.droits import Droit
from bot.domain.mois import Mois
from bot.engine.script import Flow, choice
from bot.feature.contract import Handler
from handlers.point_hebdo import actions, facts

NONE: Final = (
    "📰 Aucun point hebdo : personne n'est encore dans l'équipe, la convention est finie, "
    "ou aucun comité n'est en service."
)

NO_MONTH: Final = (
    "📰 Aucun point mensuel : personne n'est encore dans l'équipe, la convention est finie, "
    "ou personne ne le reçoit."
)
GESTES: Final = choice(
    "geste",
    "📰 <b>{{ titre }}</b>\n{% for ligne in lignes %}• {{ ligne }}\n{% endfor %}"
    "Que voulez-vous faire ?",
    "gestes",
    lists="lignes",
    width=1,
    cancel_label="✖️ Fermer",
)

RELIRE_POINT = Flow(
    name="relire_point",
    title="Point hebdo",
    keeps_draft=False,
    steps=(GESTES,),
    done="{{ conclusion }}",
    left="📰 Fermé.",
)

RELIRE_MOIS = replace(RELIRE_POINT, name="relire_mois", title="Point mensuel")

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
    Handler(
        flow=RELIRE_MOIS,
        entry="📰 Point mensuel",
        commands=("/pointmensuel",),
        about="Relire le point mensuel avant ses lecteurs, choisir son zoom",
        refusal=NO_MONTH,
        order=52,
        drawer=True,
        droit=Droit.VALIDER_POINT_HEBDO,
        suits=partial(facts.suits, sorte=Mois),
        facts=partial(facts.facts, sorte=Mois),
        record=partial(actions.record, sorte=Mois),
    ),
)
