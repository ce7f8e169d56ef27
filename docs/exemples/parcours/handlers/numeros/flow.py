"""Numéros utiles, as the mediator meets it: whom to call, then the number."""

from __future__ import annotations

from bot.domain.droits import Droit
from bot.engine.conditions import Answers, Facts
from bot.engine.script import Flow, Option, choice
from bot.feature.contract import Context, Ending, Handler


def facts(context: Context, _answers: Answers) -> Facts:
    """Whom the dispositif names, as buttons."""
    known = context.programme.config.urgence_numeros
    return {"entrees": tuple(Option(one.numero, one.label) for one in known)}


def show(context: Context, answers: Answers, _facts: Facts) -> Ending:
    known = context.programme.config.urgence_numeros
    (label,) = [one.label for one in known if one.numero == answers["qui"]]
    return Ending({"label": label})


NUMEROS = Flow(
    name="numeros",
    title="Numéros utiles",
    keeps_draft=False,
    steps=(choice("qui", "☎️ Qui faut-il appeler ?", "entrees", width=1),),
    done="☎️ {{ label }} : <b>{{ qui }}</b>",
    left="☎️ Fermé.",
)

FLOWS = (
    Handler(
        flow=NUMEROS,
        reads_only=True,
        entry="☎️ Numéros",
        commands=("/numeros",),
        about="Retrouver un numéro d'urgence",
        order=30,
        drawer=True,
        droit=Droit.CHERCHER_PARTENAIRE,
        facts=facts,
        record=show,
    ),
)
