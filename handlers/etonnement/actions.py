"""Each answer is a row and a note to be reread, written as soon as it is given."""

from __future__ import annotations

from datetime import date

from bot.engine.conditions import Answers, Facts
from bot.engine.state import Accepted
from bot.feature.contract import Context, Ending
from bot.questions import sur_place
from bot.questions import un_mot as mots
from bot.rendering import render_line
from bot.words import pluriel
from handlers.etonnement import facts
from handlers.etonnement.facts import LUNDI
from storage.models import Etonnement

ANSWER = "reponse_"
FIRST = f"{ANSWER}1"
NOTHING = "💬 Rien n'a été noté."
KEPT = "💬 {{ site }} : {{ n }}. Rien ne sort de l'équipe avant d'être relu."


def save_as_given(context: Context, accepted: Accepted, answers: Answers) -> None:
    if not accepted.key.startswith(ANSWER) or not accepted.value:
        return
    rank = int(accepted.key.removeprefix(ANSWER))
    monday = LUNDI.of(answers)
    row = Etonnement(
        **sur_place.saisie(context, {"site": facts.site(answers)}, "etonnement"),
        lundi=date.fromisoformat(monday) if monday else facts.this_week(context),
        question=facts.questions(context.programme)[rank - 1].slug,
    )
    context.tx.add(row)
    context.tx.flush()
    mots.keep_words(context, row, accepted.value)


def summary(context: Context, answers: Answers) -> str:
    """How many answers were kept."""
    count = sum(1 for key, value in answers.items() if key.startswith(ANSWER) and value)
    if not count:
        return NOTHING
    label = context.programme.config.site(facts.site(answers)).label
    return render_line(KEPT, site=label, n=pluriel(count, "réponse notée", "réponses notées"))


def conclude(context: Context, answers: Answers, _facts: Facts) -> Ending:
    return Ending({"conclusion": summary(context, answers)})
