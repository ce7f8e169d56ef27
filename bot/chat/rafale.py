"""Answers typed in a dead zone that arrive together: taken in order, then summed up once."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.engine.advance import options_of
from bot.engine.conditions import Facts
from bot.engine.script import Flow, kept_for
from bot.engine.state import EDIT_MENU, Accepted, Advance, State, Wrote
from bot.rendering import render_text
from bot.words import cites

KEY: Final = kept_for("rafale")
"""Where a conversation keeps what it understood since it was last shown."""

UNDERSTOOD = "📶 Reçu à la suite : {{ compris }}."
NOT_UNDERSTOOD = "Non compris : {{ inconnus }}."
NOTHING: dict[str, list[str]] = {"compris": [], "inconnus": []}


def noted(
    flow: Flow, state: State, event: Wrote, result: Advance, facts: Facts, *, followed: bool
) -> Advance:
    """`result`, with what this text was understood to mean while others wait behind it.

    The last text of a burst is noted too, so that the summary is whole; one alone never is.
    """
    if not followed and KEY not in state.answers:
        return result
    before = state.answers.get(KEY) or NOTHING
    meaning = _meaning(flow, state, event, result.accepted, facts) if not result.remark else None
    burst = {
        "compris": [*before["compris"], *([meaning] if meaning else [])],
        "inconnus": [*before["inconnus"], *([] if meaning else [event.text])],
    }
    return replace(result, state=_with_burst(result.state, burst))


def begun(state: State) -> State:
    """A conversation opened while more words wait behind: they are its first answers."""
    return _with_burst(state, NOTHING)


def _with_burst(state: State, burst: dict[str, list[str]]) -> State:
    return replace(state, answers={**state.answers, KEY: burst})


def forgotten(state: State) -> State:
    """The same conversation, its summary said."""
    answers = {key: value for key, value in state.answers.items() if key != KEY}
    return replace(state, answers=answers)


def summary(state: State) -> list[str]:
    """Lines (HTML) that sum the burst up; none when texts came one at a time."""
    burst = state.answers.get(KEY) or NOTHING
    understood = " · ".join(burst["compris"])
    unknown = cites(burst["inconnus"])
    lines = [render_text(UNDERSTOOD, compris=understood)] if understood else []
    return [*lines, render_text(NOT_UNDERSTOOD, inconnus=unknown)] if unknown else lines


def _meaning(
    flow: Flow, state: State, event: Wrote, accepted: Accepted | None, facts: Facts
) -> str:
    """The label of the option that was typed, else the words themselves."""
    if accepted is None or state.at == EDIT_MENU:
        return event.text
    step = flow.step(state.at)
    if not step.options:
        return event.text
    labels = {option.slug: option.label for option in options_of(step, facts)}
    return labels.get(accepted.value, event.text) if _is_slug(accepted) else event.text


def _is_slug(accepted: Accepted) -> bool:
    return isinstance(accepted.value, str)
