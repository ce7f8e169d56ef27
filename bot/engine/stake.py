"""What leaving a conversation now would lose: nothing, or what was begun."""

from __future__ import annotations

from bot.engine.script import Flow, Kind, Step
from bot.engine.state import State

TYPED = (Kind.TEXT, Kind.PHOTO, Kind.PLACE)
"""What costs more than a tap to say again."""


def at_stake(flow: Flow, state: State) -> bool:
    """Whether something was answered that is recorded nowhere yet.

    Nothing is once an answer that `locks` had its effect. A flow that keeps no draft records as it
    goes, or only shows: what was typed in it is all that may be lost.
    """
    given = [step for step in flow.steps if state.answers.get(step.key) is not None]
    if any(step.locks for step in given):
        return False
    said = bool(flow.begun_by and state.answers.get(flow.begun_by))
    return said or any(_counts(flow, step) for step in given)


def _counts(flow: Flow, step: Step) -> bool:
    return not step.leads and (flow.keeps_draft or step.kind in TYPED)
