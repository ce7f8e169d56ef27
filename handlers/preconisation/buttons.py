"""An answer by its button: a decision asks for its word."""

from __future__ import annotations

from bot.casework.preconisation import actes as casework
from bot.domain.vies.preconisation import (
    DECISIONS,
    VIE_PRECONISATION,
    ActePreconisation,
    StatutPreconisation,
)
from bot.feature.beforehand import PRECONISATION
from bot.feature.contract import UNKNOWN, Context, Opening, Reply, Tap
from handlers.preconisation import actions
from storage import preconisations
from storage.models import Preconisation

NOW = "💡 <b>{{ reference }}</b> · {{ resume }}\n{{ said }}"


def answer(context: Context, tap: Tap) -> Reply:
    """Answer, or open the flow that asks for the comité's word and its day."""
    row = preconisations.get(context.tx, context.programme.id, tap.object_id)
    if row is None:
        return Reply(UNKNOWN)
    possible = VIE_PRECONISATION.possible(StatutPreconisation(row.statut))
    if ActePreconisation(tap.argument) in DECISIONS.intersection(possible):
        seed = {**PRECONISATION.seed(row.id), "reponse": tap.argument}
        return Reply("", opens=Opening("preconisation_reponse", seed))
    said, undo = actions.reply(context, row, tap.argument)
    return Reply("Noté.", now(context, row, said), [*casework.buttons(row), *undo])


def now(context: Context, row: Preconisation, said: str) -> str:
    """The card of a préconisation, with what was just said of it."""
    resume = casework.resume(context.programme, row)
    return context.render(NOW, reference=casework.reference(row), resume=resume, said=said)
