"""Walked without a person: every path of a flow ends, and no path traps anyone."""

from __future__ import annotations

import pytest

from bot.engine.advance import advance
from bot.engine.conditions import Answers, Facts
from bot.engine.script import Flow
from bot.engine.state import Action, Outcome, Tapped
from bot.engine.walk import walk
from tests.bot.engine.scripts import ASKING, COUNT, FACTS, OUTING


def known(_answers: Answers) -> Facts:
    return FACTS


FLOWS = pytest.mark.parametrize("flow", [OUTING, COUNT, ASKING], ids=lambda flow: flow.name)


@FLOWS
def test_every_path_can_end(flow: Flow) -> None:
    visits = list(walk(flow, known))
    assert any(visit.outcome is Outcome.DONE for visit in visits)
    assert {step.key for step in flow.steps if step.asked} <= {v.state.at for v in visits}


@FLOWS
def test_every_state_can_be_left(flow: Flow) -> None:
    for visit in walk(flow, known):
        if visit.outcome is Outcome.ASK:
            leave = Tapped(Action.CANCEL, "", visit.state.rev)
            assert advance(flow, visit.state, leave, FACTS).outcome is Outcome.CANCELLED


def test_a_flow_that_has_lost_its_reader_is_said_to_be_too_large() -> None:
    with pytest.raises(RecursionError, match="outing"):
        list(walk(OUTING, known, limit=3))
