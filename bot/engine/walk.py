"""Every path of a flow, and every edit of every path, walked without a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.engine.advance import advance, is_folded, options_of, reconsider, shortcuts, start
from bot.engine.conditions import Answers, Facts, literals
from bot.engine.reading import takes_position
from bot.engine.script import Flow, Kind, Option, Step, kept_for
from bot.engine.state import (
    EDIT_MENU,
    Action,
    Event,
    Located,
    Outcome,
    Showed,
    State,
    Tapped,
    Wrote,
)

FactsOf = Callable[[Answers], Facts]
EDITING = (Action.ALSO, Action.EDIT)


@dataclass(frozen=True, slots=True)
class Visit:
    """A state met on the way, the events that led to it, and how the last one ended."""

    state: State
    events: tuple[Event, ...]
    outcome: Outcome
    edited: bool = False


def walk(
    flow: Flow, facts_of: FactsOf, seed: dict[str, object] | None = None, *, limit: int = 5_000
) -> Iterator[Visit]:
    """Each state reachable by answering, skipping and one edit, once for each set of answers.

    A list that comes from a fact is walked by its first and last options and by those that a
    condition names: the others lead nowhere else. Raises RecursionError past `limit` states.
    """
    first = start(flow, facts_of(seed or {}), dict(seed or {}))
    queue = [Visit(first, (), Outcome.ASK)]
    marks = {_mark(queue[0])}
    while queue:
        visit = queue.pop()
        yield visit
        if visit.outcome is not Outcome.ASK:
            continue
        for following in _followers(flow, visit, facts_of):
            if _mark(following) not in marks:
                marks.add(_mark(following))
                queue.append(following)
        if len(marks) > limit:
            raise RecursionError(f"flow {flow.name} has more than {limit} states")


def _followers(flow: Flow, visit: Visit, facts_of: FactsOf) -> Iterator[Visit]:
    facts = facts_of(visit.state.answers)
    for event in events_at(flow, visit.state, facts):
        edits = isinstance(event, Tapped) and event.action in EDITING
        if edits and visit.edited and visit.state.at != EDIT_MENU:
            continue
        result = advance(flow, visit.state, event, facts)
        state = reconsider(flow, result.state, facts_of(result.state.answers))
        # New facts may ask one more question after what looked like the last answer.
        outcome = Outcome.ASK if state.at else Outcome.DONE
        yield Visit(state, (*visit.events, event), outcome, visit.edited or edits)


def events_at(flow: Flow, state: State, facts: Facts) -> Iterator[Event]:
    """One event of each sort that the position accepts."""
    rev = state.rev
    if state.at == EDIT_MENU:
        for step in flow.steps:
            yield Tapped(Action.ALSO, step.key, rev)
        yield Tapped(Action.BACK, "", rev)
        return
    step = flow.step(state.at)
    for option in _representatives(flow, step, facts):
        if step.kind is Kind.TALLY and (state.answers.get(kept_for(step.key)) or {}).get("trail"):
            break
        yield Tapped(Action.PICK, option.slug, rev)
    if is_folded(step, state, facts):
        yield Tapped(Action.MORE, "", rev)
    for beside in shortcuts(flow, state, facts):
        yield Tapped(Action.ALSO, beside.key, rev)
    yield from _controls(step, rev)
    yield from _inputs(step, state, facts)


def _representatives(flow: Flow, step: Step, facts: Facts) -> list[Option]:
    options = options_of(step, facts)
    if not isinstance(step.options, str):
        return list(options)
    slugs = {value for other in flow.steps for value in literals(other.when)}
    sample = {*options[:1], *options[-1:], *(option for option in options if option.slug in slugs)}
    return [option for option in options if option in sample]


def _controls(step: Step, rev: int) -> Iterator[Event]:
    if not step.required:
        yield Tapped(Action.SKIP, "", rev)
    if step.edits:
        yield Tapped(Action.EDIT, "", rev)
    if step.kind in (Kind.TALLY, Kind.MANY):
        yield Tapped(Action.FINISH, "", rev)
    if step.clears:
        yield Tapped(Action.BACK, "", rev)


def _inputs(step: Step, state: State, facts: Facts) -> Iterator[Event]:
    if step.example or step.kind is Kind.TEXT:
        yield Wrote(step.example or "Quelques mots.")
    if step.kind is Kind.PLACE:
        yield Wrote("Devant le numéro 12")
        if takes_position(step, facts):
            yield Located(49.9, 2.3)
    # One photo shows the way; a second one would lead to as many states again.
    if step.kind is Kind.PHOTO and not state.answers.get(step.key):
        yield Showed({"file_id": "photo"})


def _mark(visit: Visit) -> str:
    answers = sorted(visit.state.answers.items(), key=str)
    return repr((visit.state.at, answers, visit.state.editing, visit.edited, visit.outcome))
