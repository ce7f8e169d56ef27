"""The site grid, as the mediator meets it: the measure is said, then five notes are asked."""

from __future__ import annotations

from bot.domain.droits import Droit
from bot.engine.conditions import Fact
from bot.engine.script import Flow, Step, choice
from bot.feature.contract import Handler
from bot.questions import sur_place
from handlers.grille_site import actions, facts


def _criterion(rank: int) -> Step:
    return choice(
        f"{actions.NOTE}{rank}",
        f"📐 <b>{{{{ site_label }}}}</b> · {{{{ mesure }}}}\n"
        f"{rank} sur {{{{ combien }}}} : <b>{{{{ critere_{rank} }}}}</b> ?",
        "notes",
        when=Fact(f"critere_{rank}"),
        width=1,
        also=sur_place.ELSEWHERE if rank == 1 else (),
    )


GRILLE = Flow(
    name="grille_site",
    title="Grille du site",
    steps=(*sur_place.ask_site(), *(_criterion(rank) for rank in range(1, facts.MOST + 1))),
    done="{{ conclusion }}",
)

FLOWS = (
    Handler(
        flow=GRILLE,
        entry="📐 Grille du site",
        commands=("/grille_site",),
        about="Noter l'état du site, de 0 à 4",
        order=28,
        droit=Droit.NOTER,
        drawer=True,
        seed=sur_place.seed,
        facts=facts.facts,
        record=actions.record,
    ),
)
