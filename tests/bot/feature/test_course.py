"""A flow followed during one turn: what it knows is read once, and never kept too long."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.engine.conditions import Answers, Fact, Facts
from bot.engine.script import Flow, Option, choice, name_of
from bot.engine.state import Accepted, Action, Advance, Tapped, Wrote
from bot.feature.contract import Context, Ending, Handler
from bot.feature.course import Course, WatchedAnswers
from tests.handlers.people import MEDIATRICE, Team

ANSWERS: dict[str, Any] = {"site": "a", "photo": None}
FLOW = Flow(
    name="essai",
    title="Essai",
    steps=(
        choice("site", "Où ?", "sites"),
        name_of("quoi", "Quoi ?"),
        choice("suite", "{{ ecrits }}. Et ?", (Option("non", "Non"),), when=Fact("ecrits")),
    ),
    done="Fini.",
)


@dataclass
class Register:
    """What a flow reads and writes, and how often it was read."""

    rows: list[str] = field(default_factory=list)
    readings: int = 0

    def facts(self, _context: Context, answers: Answers) -> Facts:
        self.readings += 1
        return {
            "sites": (Option("a", "Site A"), Option("b", "Site B")),
            "site": answers.get("site"),
            "ecrits": len(self.rows),
        }

    def answered(self, _context: Context, accepted: Accepted, _answers: Answers) -> None:
        self.rows.append(accepted.key)


def followed(team: Team, register: Register, *, records: bool = False) -> Course:
    """That flow, by somebody; `records`: each of its answers makes a row at once."""
    handler = Handler(
        flow=FLOW,
        droit=None,
        facts=register.facts,
        record=lambda _context, _answers, _facts: Ending(),
        answered=register.answered if records else None,
    )
    with team.database.transaction() as tx:
        return Course(handler, team.context(tx, MEDIATRICE))


@pytest.mark.parametrize(
    ("looked", "other", "same"),
    [
        ("site", {"site": "a"}, True),
        ("site", {"site": "b", "photo": None}, False),
        ("site", {"photo": None}, False),
        ("photo", {"site": "a"}, False),
        ("quoi", {"site": "b"}, True),
        ("quoi", {**ANSWERS, "quoi": None}, False),
    ],
)
def test_answers_are_alike_to_who_looked_at_some_of_them(
    looked: str, other: dict[str, Any], *, same: bool
) -> None:
    got, contained = WatchedAnswers(ANSWERS), WatchedAnswers(ANSWERS)
    assert (got.get(looked), looked in contained) == (ANSWERS.get(looked), looked in ANSWERS)
    assert (got.looks_like(other), contained.looks_like(other)) == (same, same)


def test_answers_are_alike_to_who_looked_at_them_all_only_when_they_are_the_same() -> None:
    copied, counted = WatchedAnswers(ANSWERS), WatchedAnswers(ANSWERS)
    assert ({**copied}, len(counted)) == (ANSWERS, 2)
    for watched in (copied, counted):
        assert watched.looks_like(dict(ANSWERS))
        assert not watched.looks_like({**ANSWERS, "quoi": "un banc"})
        assert not watched.looks_like({"site": "a"})


def test_what_changes_nothing_that_was_looked_at_is_not_read_for_again(team: Team) -> None:
    register = Register()
    course = followed(team, register)
    state = course.start({"site": "a"})
    assert course.awaits_text(state, "un banc")
    result = course.advance(state, Wrote("un banc"))
    course.note(result)
    answers = course.reconsider(result.state).answers
    assert {"site": "a", "quoi": "un banc"}.items() <= answers.items()
    assert register.readings == 1


def test_an_answer_that_was_looked_at_is_read_for_again(team: Team) -> None:
    register = Register()
    course = followed(team, register)
    state = course.start({})
    picked = course.advance(state, Tapped(Action.PICK, "b", state.rev)).state
    assert (course.facts(state.answers)["site"], register.readings) == (None, 1)
    assert (course.facts(picked.answers)["site"], register.readings) == ("b", 2)


def test_what_was_read_before_rows_were_written_is_forgotten(team: Team) -> None:
    register = Register()
    course = followed(team, register, records=True)
    state = course.start({"site": "a"})
    course.note(Advance(state))
    assert (register.rows, course.facts(state.answers)["ecrits"]) == ([], 0)
    result = course.advance(state, Wrote("un banc"))
    assert (result.state.at, register.readings) == ("", 1)
    course.note(result)
    # The row makes the last question appear, which the engine could not see before.
    assert course.reconsider(result.state).at == "suite"
    assert register.readings == 2


def test_a_conversation_that_is_not_stored_yet_is_taken_for_no_other(team: Team) -> None:
    course = followed(team, Register())
    told: list[int | None] = []
    course.context.talk_id = 12
    course.start({})
    told.append(course.context.talk_id)
    course.talk_id = 13
    course.facts({})
    told.append(course.context.talk_id)
    assert told == [None, 13]
