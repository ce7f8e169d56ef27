"""A flow validates itself: what a mediator could stumble on is refused at start-up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from bot.engine.conditions import keys_read
from bot.engine.script import Flow, Kind, Step, is_given

ARGUMENT_MAX = 40
"""Bytes left for an option's slug in Telegram's 64 bytes of callback data."""


class FlowInvalid(ValueError):
    """The script of a flow contradicts itself; the message lists every problem."""


def check(flow: Flow) -> Flow:
    """`flow` itself when it is sound.

    Raises FlowInvalid naming each problem: doubled or unknown keys, conditions on later steps,
    too long slugs, readers missing, shortcuts to steps that are asked anyway.
    """
    problems = [*_keys(flow), *_order(flow), *_shapes(flow)]
    if problems:
        raise FlowInvalid(f"flow {flow.name}: " + "; ".join(problems))
    return flow


def _keys(flow: Flow) -> Iterator[str]:
    for key, times in Counter(step.key for step in flow.steps).items():
        if times > 1:
            yield f"step {key} appears {times} times"
        if not key or not is_given(key):
            yield f"step key {key!r} is reserved"
    keys = {step.key for step in flow.steps}
    for step in flow.steps:
        for other in (*step.also, *step.clears, *filter(None, [step.typed_as])):
            if other not in keys:
                yield f"step {step.key} points to {other}, which does not exist"
    if not any(step.asked for step in flow.steps):
        yield "no step is ever asked"


def _order(flow: Flow) -> Iterator[str]:
    earlier: set[str] = set()
    typed = {step.typed_as for step in flow.steps if step.typed_as}
    for step in flow.steps:
        for key in keys_read(step.when):
            if key not in earlier and key not in typed and is_given(key):
                yield f"step {step.key} depends on {key}, which comes later or never"
        earlier.add(step.key)


def _shapes(flow: Flow) -> Iterator[str]:
    for step in flow.steps:
        yield from _shape(flow, step)


def _shape(flow: Flow, step: Step) -> Iterator[str]:
    if step.kind in (Kind.CHOICE, Kind.MANY, Kind.TALLY) and not step.options:
        yield f"step {step.key} offers nothing"
    if step.kind is Kind.MOMENT and step.reads is None:
        yield f"step {step.key} cannot read an hour"
    if not step.says.strip():
        yield f"step {step.key} says nothing"
    questions = {question.key for question in flow.steps if question.asked}
    for other in questions.intersection(step.also):
        yield f"step {step.key} has a shortcut to {other}, which is asked anyway"
    yield from _slugs(step)


def _slugs(step: Step) -> Iterator[str]:
    if isinstance(step.options, str):
        return
    for option in step.options:
        if len(option.slug.encode()) > ARGUMENT_MAX:
            yield f"step {step.key}: slug {option.slug} is too long for a button"
