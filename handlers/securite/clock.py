"""A question of safety that nobody answers, or that something else would bury."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from bot.casework import securite
from bot.feature.contract import Context
from storage import people
from storage import securite as rows
from storage.machine import passages
from storage.models.gestes import QuestionSecurite
from storage.work import AT_ONCE, More, Work

TASK: Final = "question de sécurité"
AGAIN: Final = timedelta(minutes=5)
"""How soon, at most, it comes again below what was noted meanwhile."""
TOLD = "Sans réponse de votre part, la coordination est prévenue.\n{{ question|safe }}"
BELOW = "🛑 {{ question|safe }}"


def break_silence(work: Work) -> More | None:
    """A quarter of an hour without an answer: the coordination is told, once."""
    silence = timedelta(minutes=work.programme.config.presence.securite_minutes)
    left = rows.unanswered(work.tx, work.programme.id, work.now, silence, AT_ONCE)
    for question in left:
        securite.break_silence(work, question)
        context = Context.by_clock(work, f"securite:{question.id}:silence")
        for person in people.binome_members(work.tx, question.binome_id):
            context.tell(
                person.telegram_id,
                TOLD,
                securite.keyboard(question),
                question=securite.question_of(question),
            )
    return More(break_silence) if len(left) == AT_ONCE else None


def keep_in_sight(context: Context) -> None:
    """After a turn about something else: the question comes again, lowest on the screen."""
    person = context.somebody
    if person is None:
        return
    question = rows.waiting_for(context.tx, context.programme.id, person.id)
    if question is None or question.posee_le == context.now:
        return
    if passages.claim(context.tx, TASK, _period(context, question), context.now):
        said = securite.question_of(question)
        keyboard = securite.keyboard(question)
        context.tell(person.telegram_id, BELOW, keyboard, question=said)


def _period(context: Context, question: QuestionSecurite) -> str:
    return f"{question.id}:{(context.now - question.posee_le) // AGAIN}"
