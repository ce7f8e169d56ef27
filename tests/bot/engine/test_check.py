"""A flow that contradicts itself is refused before anyone meets it."""

from __future__ import annotations

import pytest

from bot.engine.check import FlowInvalid, check
from bot.engine.conditions import Has
from bot.engine.script import Flow, Kind, Option, Step, choice, tally, text
from tests.bot.engine.scripts import ASKING, COUNT, OUTING, read_counts

X = (Option("x", "X"),)


def flow(*steps: Step) -> Flow:
    return Flow(name="essai", title="Essai", steps=steps, done="Fini.")


@pytest.mark.parametrize("sound", [OUTING, COUNT, ASKING], ids=lambda one: one.name)
def test_a_sound_flow_passes(sound: Flow) -> None:
    assert check(sound) is sound


@pytest.mark.parametrize(
    ("steps", "problem"),
    [
        ((choice("a", "?", X), choice("a", "?", X)), "appears 2 times"),
        ((choice("_a", "?", X),), "reserved"),
        ((choice("a", "?", X, when=Has("b")), choice("b", "?", X)), "comes later"),
        ((choice("a", "?", X, also=("b",)),), "does not exist"),
        ((choice("a", "?", X, also=("b",)), choice("b", "?", X)), "asked anyway"),
        ((choice("a", "?", ()),), "offers nothing"),
        ((choice("a", " ", X),), "says nothing"),
        ((choice("a", "?", (Option("é" * 30, "É"),)),), "too long"),
        ((Step(key="a", kind=Kind.MOMENT, says="?"),), "read an hour"),
        ((text("a", "?", asked=False),), "never asked|ever asked"),
        ((tally("a", "?", X, reads=read_counts, typed_as="b"),), "does not exist"),
    ],
)
def test_each_contradiction_is_named(steps: tuple[Step, ...], problem: str) -> None:
    with pytest.raises(FlowInvalid, match=problem):
        check(flow(*steps))
