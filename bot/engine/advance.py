"""One event, one step forward (or back): the reducer of every conversation."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.engine import pages, reading
from bot.engine.conditions import Facts, holds
from bot.engine.script import Flow, Kind, Option, Step, kept_for
from bot.engine.state import (
    EDIT_MENU,
    Accepted,
    Action,
    Advance,
    Event,
    Outcome,
    Remark,
    Showed,
    State,
    Tapped,
    Wrote,
)

GIVEN = kept_for("donnees")
"""The steps that were answered before the first question: going back never opens them."""
FIVE = 5
"""How many the next tap of a tally counts, once « group » was pressed."""


def start(flow: Flow, facts: Facts, seed: dict[str, Any] | None = None) -> State:
    """A new conversation at its first question; `seed` is what the host already knows."""
    answers = dict(seed or {})
    known = [step.key for step in flow.steps if step.key in answers]
    begun = {GIVEN: known, **answers} if known else answers
    state = State(flow=flow.name, version=flow.version, at="", answers=begun)
    return _settle(flow, state, facts)


def advance(flow: Flow, state: State, event: Event, facts: Facts) -> Advance:
    """What `event` changes. Pure: the same input always gives the same output."""
    if isinstance(event, Tapped):
        return _tapped(flow, state, event, facts)
    if isinstance(event, Showed):
        return _showed(flow, state, event, facts)
    if state.at == EDIT_MENU:
        return _refuse(state, Remark.NOT_AN_OPTION)
    step = flow.step(state.at)
    result = reading.read(step, event, facts)
    if (
        result.remark
        and isinstance(event, Wrote)
        and (named := named_beside(flow, state, event.text, facts))
    ):
        return _answer(flow, state, *named, facts)
    if result.remark:
        return _refuse(state, result.remark)
    if step.kind is Kind.TALLY:
        return _typed_tally(flow, state, step, result.value, facts)
    if step.kind is Kind.MANY:
        return _toggle(state, step, result.value)
    return _answer(flow, state, step, result.value, facts)


def reconsider(flow: Flow, state: State, facts: Facts) -> State:
    """The same conversation when an answer changed the facts: another question may come first."""
    if state.at == EDIT_MENU or state.editing:
        return state
    settled = _settle(flow, state, facts)
    return state if settled.at == state.at else settled


def visible(flow: Flow, answers: dict[str, Any], facts: Facts) -> list[Step]:
    """The steps that the answers so far leave on the path, in order."""
    return [step for step in flow.steps if holds(step.when, answers, facts)]


def editable(flow: Flow, state: State, facts: Facts) -> list[Step]:
    """What « Modifier » offers: every visible step with a name, except the one that asks."""
    steps = visible(flow, state.answers, facts)
    return [step for step in steps if step.name and not step.edits]


def shortcuts(flow: Flow, state: State, facts: Facts) -> list[Step]:
    """The questions that stand beside this one, those that mean something now."""
    beside = [flow.step(key) for key in flow.step(state.at).also]
    return [step for step in beside if holds(step.when, state.answers, facts)]


def named_beside(flow: Flow, state: State, text: str, facts: Facts) -> tuple[Step, str] | None:
    """The shortcut of this question that `text` answers, by one of its labels, and the slug."""
    for step in shortcuts(flow, state, facts):
        option = reading.match(text, options_of(step, facts)) if step.kind is Kind.CHOICE else None
        if option:
            return step, option.slug
    return None


def options_of(step: Step, facts: Facts) -> tuple[Option, ...]:
    """The step's own options, or those that the fact it names holds now."""
    if isinstance(step.options, str):
        options: tuple[Option, ...] = tuple(facts[step.options])
        return options
    return step.options


def is_folded(step: Step, state: State, facts: Facts) -> bool:
    """Whether some of a choice's options still wait behind « Autre… »."""
    hides = step.few > 0 and len(options_of(step, facts)) > step.few
    return hides and kept_for(step.key) not in state.answers


def _tapped(flow: Flow, state: State, event: Tapped, facts: Facts) -> Advance:
    if event.rev != state.rev:
        return _refuse(state, Remark.STALE, counted=False)
    if event.action is Action.CANCEL:
        return Advance(state, Outcome.CANCELLED)
    if event.action is Action.BACK:
        return _back(flow, state, facts)
    if state.at == EDIT_MENU or event.action in (Action.ALSO, Action.EDIT):
        return _edit(flow, state, event, facts)
    if event.action is Action.MORE and is_folded(flow.step(state.at), state, facts):
        return Advance(replace(state, answers={**state.answers, kept_for(state.at): True}))
    if event.action is Action.PAGE:
        return pages.turned(state, flow.step(state.at), event.argument)
    return _pressed(flow, state, event, facts)


def _pressed(flow: Flow, state: State, event: Tapped, facts: Facts) -> Advance:
    step = flow.step(state.at)
    if event.action is Action.SKIP and not step.required:
        return _answer(flow, state, step, None, facts)
    if step.kind is Kind.TALLY:
        return _tally(flow, state, step, event, facts)
    if step.kind is Kind.MANY and event.action is Action.FINISH:
        chosen = state.answers.get(kept_for(step.key), [])
        if len(chosen) < step.at_least:
            return _refuse(state, Remark.TOO_FEW)
        return _answer(flow, state, step, chosen, facts)
    if event.action is not Action.PICK or not _offers(step, event.argument, facts):
        return _refuse(state, Remark.NOT_AN_OPTION)
    if step.kind is Kind.MANY:
        return _toggle(state, step, event.argument)
    if step.kind is Kind.PLACE:
        return _picked_place(flow, state, step, event.argument, facts)
    return _answer(flow, state, step, event.argument, facts)


def _picked_place(flow: Flow, state: State, step: Step, slug: str, facts: Facts) -> Advance:
    if slug == reading.BY_WORDS:
        return _refuse(state, Remark.NEED_TEXT, counted=False)
    if slug == reading.BY_POSITION:
        return _refuse(state, Remark.NEED_POSITION, counted=False)
    return _answer(flow, state, step, {"site": slug}, facts)


def _offers(step: Step, slug: str, facts: Facts) -> bool:
    return any(option.slug == slug for option in options_of(step, facts))


def _edit(flow: Flow, state: State, event: Tapped, facts: Facts) -> Advance:
    if state.at != EDIT_MENU and event.action is Action.EDIT:
        return Advance(replace(state, at=EDIT_MENU, rev=state.rev + 1))
    if state.at == EDIT_MENU:
        allowed = {step.key for step in editable(flow, state, facts)}
    else:
        allowed = {step.key for step in shortcuts(flow, state, facts)}
    if event.argument not in allowed:
        return _refuse(state, Remark.NOT_AN_OPTION)
    return Advance(replace(state, at=event.argument, rev=state.rev + 1, editing=True, invalid=0))


def _back(flow: Flow, state: State, facts: Facts) -> Advance:
    """To the question before, its answer forgotten; from an edit, to where the edit began."""
    if state.editing or state.at == EDIT_MENU:
        return Advance(_settle(flow, replace(state, editing=False), facts))
    forgotten = forgotten_by_back(flow, state, facts)
    if not forgotten:
        return _refuse(state, Remark.NOT_HERE)
    answers = {key: value for key, value in state.answers.items() if key not in forgotten}
    return Advance(_settle(flow, replace(state, answers=answers), facts))


def forgotten_by_back(flow: Flow, state: State, facts: Facts) -> tuple[str, ...]:
    """The answers that going back would forget; none where there is no way back."""
    clears = flow.step(state.at).clears
    given = state.answers.get(GIVEN) or ()
    asked = {key for key in state.answers if key not in given}
    questions = [step for step in _questions(flow, state, facts) if step.key in asked]
    if clears or not questions or questions[-1].locks:
        return clears
    return (questions[-1].key,)


def _answer(flow: Flow, state: State, step: Step, value: Any, facts: Facts) -> Advance:
    answers = {**state.answers, step.key: value}
    moved = replace(state, answers=answers, editing=False, invalid=0)
    after = _settle(flow, moved, facts)
    outcome = Outcome.ASK if after.at else Outcome.DONE
    return Advance(after, outcome, Accepted(step.key, value))


def _tally(flow: Flow, state: State, step: Step, event: Tapped, facts: Facts) -> Advance:
    counter = _counter(state, step)
    if event.action is Action.FINISH:
        return _answer(flow, state, step, counter, facts)
    if event.action is Action.FIVE:
        times = 1 if counter["times"] == FIVE else FIVE
        return _keep(state, step, {**counter, "times": times}, None)
    if event.action is Action.LESS:
        return _count_back(state, step, counter)
    if event.action is not Action.PICK or not _offers(step, event.argument, facts):
        return _refuse(state, Remark.NOT_AN_OPTION)
    return _count(state, step, counter, event.argument)


def _count(state: State, step: Step, counter: dict[str, Any], slug: str) -> Advance:
    times = counter["times"]
    counts = {**counter["counts"], slug: counter["counts"].get(slug, 0) + times}
    trail = [*counter["trail"], [slug, times]][-50:]
    return _keep(state, step, {"counts": counts, "times": 1, "trail": trail}, (slug, times))


def _count_back(state: State, step: Step, counter: dict[str, Any]) -> Advance:
    if not counter["trail"]:
        return _refuse(state, Remark.NOT_HERE, counted=False)
    slug, times = counter["trail"][-1]
    counts = {**counter["counts"], slug: counter["counts"][slug] - 1}
    trail = counter["trail"][:-1] if times == 1 else [*counter["trail"][:-1], [slug, times - 1]]
    return _keep(state, step, {"counts": counts, "times": 1, "trail": trail}, (slug, -1))


def _counter(state: State, step: Step) -> dict[str, Any]:
    counter: dict[str, Any] = state.answers.get(kept_for(step.key)) or {
        "counts": {},
        "times": 1,
        "trail": [],
    }
    return counter


def _keep(
    state: State, step: Step, counter: dict[str, Any], delta: tuple[str, int] | None
) -> Advance:
    """The screen stays the same, so does its revision: two quick taps both count."""
    answers = {**state.answers, kept_for(step.key): counter}
    accepted = Accepted(step.key, counter, delta) if delta else None
    return Advance(replace(state, answers=answers, invalid=0), accepted=accepted)


def _typed_tally(flow: Flow, state: State, step: Step, value: Any, facts: Facts) -> Advance:
    key = step.typed_as or step.key
    answers = {**state.answers, key: value}
    after = _settle(flow, replace(state, answers=answers, invalid=0), facts)
    return Advance(after, Outcome.ASK if after.at else Outcome.DONE, Accepted(key, value))


def _toggle(state: State, step: Step, slug: str) -> Advance:
    chosen = list(state.answers.get(kept_for(step.key)) or [])
    chosen.remove(slug) if slug in chosen else chosen.append(slug)
    return Advance(
        replace(state, answers={**state.answers, kept_for(step.key): chosen}, invalid=0)
    )


def _showed(flow: Flow, state: State, event: Showed, facts: Facts) -> Advance:
    """A photo is taken at any step of a flow that has room for one."""
    steps = [step for step in flow.steps if step.kind is Kind.PHOTO]
    if not steps:
        return _refuse(state, Remark.NEED_PICTURE)
    key = steps[0].key
    photos = [*(state.answers.get(key) or []), event.photo]
    moved = replace(state, answers={**state.answers, key: photos}, editing=False)
    after = _settle(flow, moved, facts) if state.at == key else moved
    return Advance(after, accepted=Accepted(key, photos))


def _refuse(state: State, remark: str, *, counted: bool = True) -> Advance:
    return Advance(replace(state, invalid=state.invalid + counted), remark=remark)


def _questions(flow: Flow, state: State, facts: Facts) -> list[Step]:
    return [step for step in visible(flow, state.answers, facts) if step.asked]


def _settle(flow: Flow, state: State, facts: Facts) -> State:
    """Prune the answers of steps that became invisible, then stand at the first question left."""
    answers, path = dict(state.answers), visible(flow, state.answers, facts)
    while hidden := _hidden(flow, answers, path):
        for key in hidden:
            del answers[key]
        path = visible(flow, answers, facts)
    at = next((step.key for step in path if step.asked and step.key not in answers), "")
    return replace(state, answers=answers, at=at, rev=state.rev + 1, editing=False, invalid=0)


def _hidden(flow: Flow, answers: dict[str, Any], path: list[Step]) -> list[str]:
    """Steps that were answered, and are not on the path any more."""
    shown = {step.key for step in path}
    return [step.key for step in flow.steps if step.key in answers and step.key not in shown]
