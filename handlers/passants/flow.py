"""Passers-by, as the mediator asks them: one tap a question, then the next person."""

from __future__ import annotations

from typing import Final

from bot.domain.droits import Droit
from bot.engine.conditions import Answers, Fact, Facts
from bot.engine.script import Flow, Step, choice
from bot.feature.contract import Context, Declined, Ending, Handler, Opening
from handlers.passants import facts
from handlers.passants.buttons import CLOSED
from storage import passants

NOBODY: Final = (
    "🗣 Personne n'est à interroger aujourd'hui : les passants le sont les deux premières semaines "
    "d'une intervention, les deux dernières, puis trois mois après."
)
HEAD: Final = (
    "🗣 <b>{{ site_label }}</b> : {{ ou_en_est }}.\n"
    "Dites-lui que c'est anonyme : seul le total de chaque réponse est gardé.\n"
)
SHUT: Final = "🗣 {{ site }} : {{ ou }}."


def _question(rank: int) -> Step:
    return choice(
        f"q{rank}",
        (HEAD if rank == 1 else "")
        + f"{rank} sur {{{{ combien }}}} : <b>{{{{ question_{rank} }}}}</b>",
        f"reponses_{rank}",
        when=Fact(f"question_{rank}"),
        required=False,
        cancel_label="✖️ Fermer" if rank == 1 else None,
    )


def record(context: Context, answers: Answers, _facts: Facts) -> Ending:
    """She is counted; the same questions wait for the next person."""
    campagne = facts.campagne(context, answers)
    if campagne is None:
        raise Declined(CLOSED)
    said = {
        question.slug: answers[f"q{rank}"]
        for rank, (question, _) in enumerate(facts.asked(context), 1)
        if answers.get(f"q{rank}")
    }
    if said:
        who, now = context.person.id, context.now
        passants.count(context.tx, context.programme, campagne, said, who, now)
    return Ending(opens=Opening(facts.FLOW, {facts.SITE: campagne.site}))


def left(context: Context, answers: Answers) -> str:
    """How far the campaign is, once it is closed."""
    known = facts.facts(context, answers)
    if not known["site_label"]:
        return ""
    return context.render(SHUT, site=known["site_label"], ou=known["ou_en_est"])


FLOWS = (
    Handler(
        flow=Flow(
            name=facts.FLOW,
            title="Passants",
            keeps_draft=False,
            steps=(
                choice(facts.SITE, "🗣 Sur quel site ?", "sites", width=1),
                *(_question(rank) for rank in range(1, facts.MOST + 1)),
            ),
            done="🗣 {{ site_label }} : {{ ou_en_est }}.",
            left="🗣 Fermé.",
        ),
        entry="🗣 Passants",
        commands=("/passants",),
        about="Interroger des passants, à T0, T1 et N+3",
        order=29,
        droit=Droit.NOTER,
        drawer=True,
        seed=facts.seed,
        suits=facts.suits,
        refusal=NOBODY,
        facts=facts.facts,
        record=record,
        left=left,
    ),
)
