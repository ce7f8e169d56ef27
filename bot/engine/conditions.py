"""When a step is shown: a small closed grammar over earlier answers and facts, without code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Answers = Mapping[str, Any]
Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Always:
    """Always shown."""


@dataclass(frozen=True, slots=True)
class Is:
    """The answer to `key` is `value`."""

    key: str
    value: Any


@dataclass(frozen=True, slots=True)
class In:
    """The answer to `key` is one of `values`."""

    key: str
    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Has:
    """`key` was answered, and not skipped."""

    key: str


@dataclass(frozen=True, slots=True)
class Fact:
    """The fact `name` is true, filled, or not zero."""

    name: str


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of `condition`."""

    condition: Condition


@dataclass(frozen=True, slots=True)
class All:
    """Every one of `conditions`."""

    conditions: tuple[Condition, ...]


Condition = Always | Is | In | Has | Fact | Not | All


def holds(condition: Condition, answers: Answers, facts: Facts) -> bool:
    match condition:
        case Always():
            return True
        case Is(key, value):
            return bool(answers.get(key) == value)
        case In(key, values):
            return answers.get(key) in values
        case Has(key):
            return answers.get(key) is not None
        case Fact(name):
            return bool(facts.get(name))
        case Not(inner):
            return not holds(inner, answers, facts)
        case All(inners):
            return all(holds(inner, answers, facts) for inner in inners)


def keys_read(condition: Condition) -> Iterator[str]:
    """The answers that `condition` looks at: they must belong to earlier steps."""
    match condition:
        case Is(key, _) | In(key, _) | Has(key):
            yield key
        case Not(inner):
            yield from keys_read(inner)
        case All(inners):
            for inner in inners:
                yield from keys_read(inner)
        case _:
            return


def literals(condition: Condition) -> Iterator[Any]:
    """The answers that `condition` names outright."""
    match condition:
        case Is(_, value):
            yield value
        case In(_, values):
            yield from values
        case Not(inner):
            yield from literals(inner)
        case All(inners):
            for inner in inners:
                yield from literals(inner)
        case _:
            return
