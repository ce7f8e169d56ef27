"""Every answer of an observation is written as soon as it is given: leaving loses nothing."""

from __future__ import annotations

from typing import Any

from bot.engine.conditions import Answers, Facts
from bot.engine.state import Accepted
from bot.feature import precisions
from bot.feature.contract import Context, Ending
from bot.questions import sur_place
from bot.rendering import render_line
from handlers.observation import facts as observation_facts
from handlers.observation.carte import PRECISABLE
from storage.models import Observation

NOTHING = "👁 Rien n'a été noté."
KEPT = "👁 Fermé. Ce que vous avez dit est gardé : {{ vu }}."
SCALES = ("ambiance", "frequentation")


def save_as_given(context: Context, accepted: Accepted, answers: Answers) -> None:
    """One row a conversation: it appears with its first real answer, then follows the others."""
    row = sur_place.noted(context, Observation)
    if accepted.key in SCALES and (accepted.value or row):
        observation = row or _begin(context, answers)
        setattr(observation, accepted.key, _value(context, accepted.key, accepted.value))
    if accepted.key == "vu":
        good, bad = observation_facts.split(accepted.value)
        if row or good or bad:
            observation = row or _begin(context, answers)
            observation.positifs, observation.mesusages = good, bad
    context.tx.flush()


def left(context: Context, _answers: Answers) -> str:
    row = sur_place.noted(context, Observation)
    return (
        render_line(KEPT, vu=observation_facts.describe(context.programme.config, row))
        if row
        else NOTHING
    )


def conclude(context: Context, _answers: Answers, _facts: Facts) -> Ending:
    """Say what was noted, and leave room for a word that nothing asks for."""
    row = sur_place.noted(context, Observation)
    return precisions.closing(context, row, PRECISABLE) if row else Ending({"conclusion": NOTHING})


def _begin(context: Context, answers: Answers) -> Observation:
    columns = sur_place.saisie_once(context, answers, "observation")
    row = Observation(**columns, positifs=[], mesusages=[])
    context.tx.add(row)
    return row


def _value(context: Context, name: str, slug: Any) -> int | None:
    steps = getattr(context.programme.config, name)
    return next((int(step.valeur) for step in steps if step.slug == slug), None)
