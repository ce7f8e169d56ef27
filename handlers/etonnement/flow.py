"""Rapport d'étonnement, as the mediator meets it: which site, then each question, skippable."""

from __future__ import annotations

from bot.domain.droits import Droit
from bot.engine.conditions import Fact, Has, Not
from bot.engine.script import Flow, Step, choice, text
from bot.feature.contract import Handler
from bot.questions import sur_place
from handlers.etonnement import actions, facts
from handlers.etonnement.facts import SITE


def _question(rank: int) -> Step:
    return text(
        f"{actions.ANSWER}{rank}",
        f"💬 <b>{{{{ site_label }}}}</b>\n{{{{ question_{rank} }}}}",
        when=Fact(f"question_{rank}"),
        required=False,
        locks=True,
        inside=True,
    )


ETONNEMENT = Flow(
    name="etonnement",
    title="Rapport d'étonnement",
    keeps_draft=False,
    steps=(
        choice(
            "site",
            "💬 Pour quel site ?",
            "sites",
            when=Not(Has(SITE.key)),
            width=1,
            few=sur_place.FEW,
        ),
        *(_question(rank) for rank in range(1, facts.MOST + 1)),
    ),
    done="{{ conclusion }}",
)

FLOWS = (
    Handler(
        flow=ETONNEMENT,
        commands=("/etonnement",),
        about="Dire ce qui a surpris cette semaine",
        order=29,
        droit=Droit.NOTER,
        seed=facts.seed,
        facts=facts.facts,
        answered=actions.save_as_given,
        record=actions.conclude,
        left=actions.summary,
    ),
)
