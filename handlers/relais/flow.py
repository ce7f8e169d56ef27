"""Relais à suivre, as the mediator meets it: what is due, every open one, then a card."""

from __future__ import annotations

from bot.casework.relais.carte import code, partner_label
from bot.domain.droits import Droit
from bot.engine.conditions import Answers, Facts
from bot.engine.script import Flow, Option, choice
from bot.feature import portee
from bot.feature.contract import Context, Ending, Handler
from bot.words import jour_court
from handlers.relais import a_verifier
from storage import relais as rows
from storage.models import Relais

GONE = "Ce relais a été supprimé."


def facts(context: Context, _answers: Answers) -> Facts:
    binome = context.person.binome_id or 0
    found = rows.open_ones(context.tx, binome)
    due = [one for one in found if one.verifier_le and one.verifier_le <= context.now]
    return {
        "entrees": tuple(_option(context, one) for one in found),
        "ouverts": len(found),
        "dus": len(due),
    }


def show(context: Context, answers: Answers, _facts: Facts) -> Ending:
    """The card: its buttons are the relais's own, and outlive this conversation."""
    relais = rows.get(context.tx, int(answers["relais"]))
    if relais is None or not portee.reaches(context, Droit.SUIVRE_RELAIS, relais):
        return Ending({"fiche": GONE})
    said = a_verifier.card(context, relais)
    return Ending({"fiche": said.text}, said.keyboard)


def _option(context: Context, relais: Relais) -> Option:
    """« ⏰ R-0142 · TILLEUL → Mission locale », or when it will be asked about."""
    checked = relais.verifier_le
    when = f", {jour_court(checked)}" if checked and checked > context.now else ""
    sign = "⏰ " if checked and not when else ""
    vers = partner_label(context.programme, relais.partenaire)
    return Option(str(relais.id), f"{sign}{code(relais)} → {vers}{when}")


RELAIS = Flow(
    name="relais",
    title="Relais à suivre",
    keeps_draft=False,
    steps=(
        choice(
            "relais",
            "🔁 {% if ouverts %}{{ ouverts|pluriel('relais ouvert', 'relais ouverts') }}, "
            "{{ dus }} à vérifier. Lequel ?{% else %}Aucun relais ouvert.{% endif %}",
            "entrees",
            width=1,
        ),
    ),
    # The card is already Telegram's HTML, every value escaped.
    done="{{ fiche|safe }}",
    left="🔁 Fermé.",
)

FLOWS = (
    Handler(
        flow=RELAIS,
        reads_only=True,
        entry="🔁 Relais à suivre",
        commands=("/relais",),
        about="Vérifier ce que deviennent les relais",
        order=24,
        drawer=True,
        droit=Droit.SUIVRE_RELAIS,
        protects=True,
        facts=facts,
        record=show,
    ),
)
