"""A collective action: what is offered, and its row."""

from __future__ import annotations

from bot.engine.conditions import Answers, Facts
from bot.feature import precisions
from bot.feature.contract import Context, Ending
from bot.questions import sur_place
from bot.questions.choix import by_habit, by_habit_of_many, options
from handlers.action_collective.carte import PRECISABLE
from storage.models import ActionCollective


def facts(context: Context, _answers: Answers) -> Facts:
    liste = context.programme.config.liste
    return {
        "sites": sur_place.site_options(context),
        "types": by_habit(context, liste("types_action"), ActionCollective.type),
        "themes": by_habit(context, liste("themes_action"), ActionCollective.theme),
        "tranches": options(liste("tranches_participants")),
        "partenaires": by_habit_of_many(
            context, liste("partenaires_types"), ActionCollective.partenaires
        ),
    }


def record(context: Context, answers: Answers, _facts: Facts) -> Ending:
    """One row; the number of participants is a band, never a count (000 l.105, l.114)."""
    row = ActionCollective(
        **sur_place.saisie(context, answers, "action_collective"),
        type=answers["type"],
        theme=answers["theme"],
        participants=answers["participants"],
        partenaires=answers["avec"],
    )
    context.tx.add(row)
    context.tx.flush()
    return precisions.closing(context, row, PRECISABLE)
