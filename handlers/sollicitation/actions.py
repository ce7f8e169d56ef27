"""A sollicitation recorded; a relais handed over when the person agrees."""

from __future__ import annotations

from bot.casework import ville
from bot.casework.relais import actes as casework
from bot.engine.conditions import Answers, Facts
from bot.feature import precisions
from bot.feature.beforehand import MOT_DIT
from bot.feature.contract import Context, Ending
from bot.questions import sur_place
from bot.questions.un_mot import keep_words
from handlers.sollicitation import facts
from handlers.sollicitation.carte import PRECISABLE
from storage.models import Sollicitation


def record(context: Context, answers: Answers, _facts: Facts) -> Ending:
    """One row, and one relais if the person agreed; all in this transaction."""
    row = _written(context, answers)
    if facts.goes_to_ville(context, answers):
        ville.hand_over(context, row)
    elif answers.get("accord") == "oui":
        domaine = facts.domain(context, answers) or ""
        casework.hand_over(context, row, domaine, holder=context.person.binome_id)
    return precisions.closing(context, row, PRECISABLE)


def _written(context: Context, answers: Answers) -> Sollicitation:
    reponse = answers["reponse"]
    alone = facts.orientation(context) if answers.get("accord") == "non" else None
    counted = facts.counts_as(context, answers) is not None
    row = Sollicitation(
        **sur_place.saisie(context, answers, "sollicitation"),
        public=answers.get("public"),
        type=answers["type"],
        reponse=alone.slug if alone else reponse,
        domaine=facts.domain(context, answers) if counted else None,
        partenaire=facts.partner(answers),
    )
    context.tx.add(row)
    context.tx.flush()
    if words := MOT_DIT.of(answers):
        keep_words(context, row, words)
    return row
