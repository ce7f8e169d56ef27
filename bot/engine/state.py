"""Where a conversation stands, what can happen to it, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

EDIT_MENU = "?"
"""The position of a conversation that is choosing which answer to change."""


@dataclass(frozen=True, slots=True)
class State:
    """Answers, position and revision; a skipped step is answered None.

    `rev` grows each time the position changes: a button of an older screen is recognised by it.
    """

    flow: str
    version: int
    at: str
    answers: dict[str, Any] = field(default_factory=dict)
    rev: int = 0
    editing: bool = False
    invalid: int = 0


class Action(StrEnum):
    """What a button asks; the letters travel in callback data."""

    PICK = "p"
    ALSO = "a"
    SKIP = "s"
    BACK = "b"
    CANCEL = "x"
    EDIT = "e"
    FINISH = "f"
    LESS = "m"
    FIVE = "5"
    MORE = "o"
    PAGE = "g"


@dataclass(frozen=True, slots=True)
class Tapped:
    """A press on a button of the screen of revision `rev`."""

    action: Action
    argument: str
    rev: int


@dataclass(frozen=True, slots=True)
class Wrote:
    """A typed text, already cleaned of control characters."""

    text: str


@dataclass(frozen=True, slots=True)
class Showed:
    """A photo, as a reference that the host understands."""

    photo: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Located:
    """A position in degrees WGS 84."""

    latitude: float
    longitude: float


Event = Tapped | Wrote | Showed | Located


def cancels(event: Event) -> bool:
    return isinstance(event, Tapped) and event.action is Action.CANCEL


class Remark:
    """Why an input changed nothing; the host has the words for each."""

    STALE = "stale"
    NOT_AN_OPTION = "not_an_option"
    NEED_TEXT = "need_text"
    NEED_POSITION = "need_position"
    NEED_PICTURE = "need_picture"
    TOO_LONG = "too_long"
    EMPTY = "empty"
    TOO_FEW = "too_few"
    NOT_HERE = "not_here"


class Outcome(StrEnum):
    """Whether the conversation goes on."""

    ASK = "ask"
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Accepted:
    """An answer just taken; for a tally, `delta` is the option and how many it moved by."""

    key: str
    value: Any
    delta: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Advance:
    """What one event did: the new state, the answer taken if any, the remark to make if any."""

    state: State
    outcome: Outcome = Outcome.ASK
    accepted: Accepted | None = None
    remark: str | None = None
