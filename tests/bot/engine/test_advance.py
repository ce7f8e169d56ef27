"""One event at a time: answers, corrections, stale buttons, counts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.engine.advance import advance, start
from bot.engine.script import Flow, Option
from bot.engine.state import (
    EDIT_MENU,
    Action,
    Advance,
    Located,
    Outcome,
    Remark,
    Showed,
    State,
    Tapped,
    Wrote,
)
from tests.bot.engine.scripts import ASKING, COUNT, FACTS, OUTING


def tap(flow: Flow, state: State, argument: str, action: Action = Action.PICK) -> Advance:
    return advance(flow, state, Tapped(action, argument, state.rev), FACTS)


def answer(flow: Flow, *arguments: str) -> State:
    state = start(flow, FACTS)
    for argument in arguments:
        state = tap(flow, state, argument).state
    return state


def test_a_conversation_begins_at_its_first_visible_question() -> None:
    assert start(OUTING, FACTS).at == "who"
    assert start(COUNT, FACTS, {"typed": {"ados": 2}}).at == "sure"


def test_an_answer_leads_to_the_next_visible_question() -> None:
    assert answer(OUTING, "both").at == "mate"
    assert answer(OUTING, "alone").at == "seen"


def test_typing_a_label_is_as_good_as_pressing_it() -> None:
    state = start(OUTING, FACTS)
    result = advance(OUTING, state, Wrote("  a DEUX "), FACTS)
    assert result.state.answers == {"who": "both"}


def test_words_that_are_no_option_change_nothing_and_are_counted() -> None:
    state = start(OUTING, FACTS)
    for attempt in (1, 2, 3):
        result = advance(OUTING, state, Wrote("bof"), FACTS)
        state = result.state
        assert (result.remark, state.invalid) == (Remark.NOT_AN_OPTION, attempt)
    assert state.answers == {}


def test_a_button_of_an_older_screen_is_recognised() -> None:
    state = start(OUTING, FACTS)
    moved = tap(OUTING, state, "both").state
    again = advance(OUTING, moved, Tapped(Action.PICK, "both", state.rev), FACTS)
    assert again.remark == Remark.STALE
    assert again.state == moved


def test_an_option_that_was_never_offered_is_refused() -> None:
    assert tap(OUTING, start(OUTING, FACTS), "nobody").remark == Remark.NOT_AN_OPTION


def test_many_are_ticked_and_unticked_until_it_is_said_to_be_over() -> None:
    state = answer(OUTING, "alone", "a", "b", "a")
    assert state.at == "seen"
    assert tap(OUTING, state, "", Action.FINISH).state.answers["seen"] == ["b"]


def test_skipping_is_recorded_as_skipped_and_refused_where_an_answer_is_required() -> None:
    state = answer(OUTING, "alone")
    assert tap(OUTING, state, "", Action.SKIP).state.answers["seen"] is None
    refused = tap(OUTING, start(OUTING, FACTS), "", Action.SKIP)
    assert refused.remark == Remark.NOT_AN_OPTION


def test_a_place_is_an_option_a_position_or_words() -> None:
    state = tap(OUTING, answer(OUTING, "alone"), "", Action.SKIP).state
    assert tap(OUTING, state, "site").state.answers["where"] == {"site": "site"}
    spot = advance(OUTING, state, Located(49.9, 2.25), FACTS)
    assert spot.state.answers["where"] == {"latitude": 49.9, "longitude": 2.25}
    words = advance(OUTING, state, Wrote("devant le 12"), FACTS)
    assert words.state.answers["where"] == {"texte": "devant le 12"}
    assert tap(OUTING, state, "texte").remark == Remark.NEED_TEXT


def test_a_position_is_only_taken_where_its_button_is_offered() -> None:
    where = replace(OUTING.step("where"), options=(Option("site", "Ici"),))
    steps = tuple(where if one.key == "where" else one for one in OUTING.steps)
    flow = replace(OUTING, steps=steps)
    state = tap(flow, answer(flow, "alone"), "", Action.SKIP).state
    assert advance(flow, state, Located(49.9, 2.25), FACTS).remark == Remark.NOT_HERE


def test_a_position_where_none_is_asked_says_so() -> None:
    result = advance(OUTING, start(OUTING, FACTS), Located(1, 2), FACTS)
    assert result.remark == Remark.NOT_HERE


def test_too_long_a_text_is_refused_whole() -> None:
    state = tap(OUTING, answer(OUTING, "alone"), "", Action.SKIP).state
    assert advance(OUTING, state, Wrote("x" * 281), FACTS).remark == Remark.TOO_LONG


def test_a_photo_is_taken_at_any_step_and_moves_nothing() -> None:
    state = answer(OUTING, "both")
    shown = advance(OUTING, state, Showed({"file_id": "1"}), FACTS).state
    twice = advance(OUTING, shown, Showed({"file_id": "2"}), FACTS).state
    assert (twice.at, twice.rev) == (state.at, state.rev)
    assert [one["file_id"] for one in twice.answers["picture"]] == ["1", "2"]


def test_a_photo_has_no_place_in_a_flow_without_one() -> None:
    assert advance(ASKING, start(ASKING, FACTS), Showed({}), FACTS).remark == Remark.NEED_PICTURE


def test_going_back_asks_the_question_before_again() -> None:
    state = answer(OUTING, "both", "m1")
    back = tap(OUTING, state, "", Action.BACK).state
    assert (back.at, back.answers) == ("mate", {"who": "both"})


def test_there_is_nothing_before_the_first_question() -> None:
    assert tap(OUTING, start(OUTING, FACTS), "", Action.BACK).remark == Remark.NOT_HERE


def at_review() -> State:
    state = tap(OUTING, answer(OUTING, "both", "m1"), "", Action.SKIP).state
    state = tap(OUTING, state, "site").state
    return tap(OUTING, state, "", Action.SKIP).state


def test_an_answer_changed_from_the_review_comes_back_to_the_review() -> None:
    menu = tap(OUTING, at_review(), "", Action.EDIT).state
    assert menu.at == EDIT_MENU
    editing = tap(OUTING, menu, "mate", Action.ALSO).state
    after = tap(OUTING, editing, "m2").state
    assert (after.at, after.answers["mate"]) == ("sure", "m2")


def test_leaving_the_edit_menu_changes_nothing() -> None:
    menu = tap(OUTING, at_review(), "", Action.EDIT).state
    back = tap(OUTING, menu, "", Action.BACK).state
    assert (back.at, back.answers) == ("sure", at_review().answers)


def test_a_shortcut_asks_its_step_then_comes_back() -> None:
    editing = tap(ASKING, start(ASKING, FACTS), "b", Action.ALSO).state
    assert editing.at == "b"
    after = tap(ASKING, editing, "1").state
    assert (after.at, after.answers) == ("a", {"b": "1"})


def test_answers_of_steps_that_became_invisible_are_forgotten() -> None:
    state = answer(ASKING, "x")
    assert state.at == "c"
    changed = replace(state, at="a", editing=True)
    done = tap(ASKING, changed, "z")
    assert (done.outcome, done.state.answers) == (Outcome.DONE, {"a": "z"})


def test_the_last_answer_ends_the_conversation() -> None:
    done = tap(OUTING, at_review(), "send")
    assert (done.outcome, done.state.at) == (Outcome.DONE, "")


def test_cancelling_is_possible_from_the_first_screen() -> None:
    assert tap(OUTING, start(OUTING, FACTS), "", Action.CANCEL).outcome == Outcome.CANCELLED


def test_two_quick_taps_on_a_tally_both_count() -> None:
    state = start(COUNT, FACTS)
    first = advance(COUNT, state, Tapped(Action.PICK, "ados", state.rev), FACTS)
    second = advance(COUNT, first.state, Tapped(Action.PICK, "ados", state.rev), FACTS)
    assert second.state.answers["_count"]["counts"] == {"ados": 2}
    assert second.accepted is not None
    assert second.accepted.delta == ("ados", 1)


def test_a_group_of_five_counts_five_once() -> None:
    state = tap(COUNT, start(COUNT, FACTS), "", Action.FIVE).state
    state = tap(COUNT, state, "adultes").state
    state = tap(COUNT, state, "adultes").state
    assert state.answers["_count"]["counts"] == {"adultes": 6}


def test_minus_one_takes_back_the_last_and_stops_at_nothing() -> None:
    state = answer(COUNT, "ados", "adultes")
    state = tap(COUNT, state, "", Action.LESS).state
    assert state.answers["_count"]["counts"] == {"ados": 1, "adultes": 0}
    state = tap(COUNT, state, "", Action.LESS).state
    assert tap(COUNT, state, "", Action.LESS).remark == Remark.NOT_HERE


def test_minus_one_after_a_group_takes_one_of_the_five() -> None:
    state = tap(COUNT, start(COUNT, FACTS), "", Action.FIVE).state
    state = tap(COUNT, state, "ados").state
    result = tap(COUNT, state, "", Action.LESS)
    assert result.state.answers["_count"]["counts"] == {"ados": 4}
    assert result.accepted is not None
    assert result.accepted.delta == ("ados", -1)


def test_a_typed_count_is_confirmed_or_corrected() -> None:
    state = advance(COUNT, start(COUNT, FACTS), Wrote("8 ados"), FACTS).state
    assert (state.at, state.answers["typed"]) == ("sure", {"ados": 8})
    corrected = tap(COUNT, state, "", Action.BACK).state
    assert (corrected.at, corrected.answers) == ("count", {})
    assert tap(COUNT, state, "yes").state.at == "new"


def test_the_reader_of_a_step_has_its_own_words() -> None:
    state = replace(at_review(), at="at", editing=True)
    assert advance(OUTING, state, Wrote("tôt"), FACTS).remark == "quelle heure ?"
    assert advance(OUTING, state, Wrote("18h"), FACTS).state.answers["at"] == "18h"


@pytest.mark.parametrize("flow", [OUTING, COUNT, ASKING], ids=lambda flow: flow.name)
def test_an_unknown_step_is_said_by_name(flow: Flow) -> None:
    with pytest.raises(LookupError, match="nowhere"):
        flow.step("nowhere")
