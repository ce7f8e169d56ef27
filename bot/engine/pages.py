"""Long lists, a screen at a time: which options and which lines are shown, and what turns them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from bot.buttons import in_rows
from bot.engine.conditions import Facts
from bot.engine.script import Option, Step, kept_for
from bot.engine.state import Advance, Remark, State

OPTIONS: Final = 24
"""Options on one screen: two thumbs' scroll on a phone, a quarter of what Telegram takes."""
LINES: Final = 10
"""Lines said at a time: some three hundred characters each, of the 4,096 that Telegram takes."""
CHARACTERS: Final = 3_000
"""Characters of the lines said at a time: the question, and what is remarked, come on top."""
FIRST: Final = "1"
DIGITS: Final = 4


@dataclass(frozen=True, slots=True)
class Shown:
    """One screen of a long list."""

    number: int
    """From 1."""
    pages: int
    options: tuple[Option, ...]
    lines: tuple[Any, ...]


def page(step: Step, state: State, facts: Facts, options: Sequence[Option]) -> Shown:
    """What the screen of `step` shows now of `options` and of the lines that it lists."""
    turning = [option for option in options if not option.stays]
    staying = tuple(option for option in options if option.stays)
    several = in_rows(turning, step.page or OPTIONS)
    said = _fitting(facts.get(step.lists, ()) if step.lists else (), step.page or LINES)
    pages = max(len(several), len(said), 1)
    number = min(max(int(state.answers.get(key_of(step), FIRST)), 1), pages)
    return Shown(number, pages, (*staying, *_nth(several, number)), tuple(_nth(said, number)))


def key_of(step: Step) -> str:
    """Where a conversation keeps which page of that question it shows."""
    return kept_for(f"page.{step.key}")


def turned(state: State, step: Step, number: str) -> Advance:
    """The same question at that page, its revision unchanged: two quick taps turn it once.

    A number that we never wrote is refused; a page that is gone since is the last one.
    """
    if not (number.isascii() and number.isdigit() and len(number) <= DIGITS):
        return Advance(replace(state, invalid=state.invalid + 1), remark=Remark.NOT_AN_OPTION)
    return Advance(replace(state, answers={**state.answers, key_of(step): number}, invalid=0))


def said_of(step: Step, shown: Shown) -> Mapping[str, Any]:
    """The fact that holds the lines, as this page says it."""
    return {step.lists: list(shown.lines)} if step.lists else {}


def _nth(pages: Sequence[Sequence[Any]], number: int) -> Sequence[Any]:
    """A shorter list stays on its last page while the longer one is turned."""
    return pages[min(number, len(pages)) - 1] if pages else ()


def _fitting(lines: Sequence[Any], most: int) -> list[list[Any]]:
    """Lines by page: so many at most, and no more characters than a message has room for."""
    pages: list[list[Any]] = []
    room = 0
    for line in lines:
        length = len(str(line))
        if not pages or len(pages[-1]) == most or room < length:
            pages.append([])
            room = CHARACTERS
        pages[-1].append(line)
        room -= length
    return pages
