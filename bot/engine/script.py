"""The dozen words in which a flow is written: a flow is a value, read from top to bottom."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, Generic, TypeVar, cast

from bot.engine.conditions import Always, Condition, Facts, Not

ALWAYS = Always()
NEVER: Final = Not(ALWAYS)
TEXT_MAX = 280
"""Characters of a free text: long notes are where names slip in."""


class Kind(StrEnum):
    """What answers a step."""

    CHOICE = "choice"
    MANY = "many"
    TALLY = "tally"
    PLACE = "place"
    PHOTO = "photo"
    MOMENT = "moment"
    TEXT = "text"


class Meant(StrEnum):
    """What the words of an answer are meant to hold; the host is told before it reads them."""

    WORDS = "words"
    PLACE = "place"
    CONTACT = "contact"
    FIRST_NAME = "first_name"
    SEARCHED = "searched"


@dataclass(frozen=True, slots=True)
class Option:
    """A button: its stable slug and what it says; one that `stays` is on every page of a list."""

    slug: str
    label: str
    stays: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What a typed text was understood to mean: a value, or the name of the remark to make."""

    value: Any = None
    remark: str | None = None


Reader = Callable[[str, Facts], Reading]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One question.

    `says` is a sentence template that sees answers and facts. `options` are written out, or name a
    fact that holds them. A step with `asked=False` is reached only by editing. `also` puts
    shortcuts to such steps beside the options. `example` is something that may be typed;
    `typed_as` receives what is typed at a tally, and `counts` names the fact that holds what it
    really counts, for a host in which somebody else may take it away. `free` words may speak of
    people. `meant`: a place, how to reach a service, a first name, words looked for; else words
    that name nobody. What is said `inside` leaves the team only once it was reread.
    `at_least`: how many options must be chosen before it may be finished. `few`: how many are
    shown of a choice before a button that unfolds the others; 0 for all.
    `lists` names the fact that holds the lines which its sentence goes through: as many as its
    screen has room for are said at a time. `page`: how many lines and options one screen shows; 0
    for the usual ones.
    `leads`: its answer only leads to another question, and would be no loss.
    Going back from a step forgets the answers that it `clears`, or else the one before it; an
    answer that `locks` has had its effect, and nothing goes back beyond it. A question that
    `stays` is left open when another conversation starts: it may be answered all the same.
    """

    key: str
    kind: Kind
    says: str
    options: tuple[Option, ...] | str = ()
    required: bool = True
    when: Condition = ALWAYS
    asked: bool = True
    also: tuple[str, ...] = ()
    name: str = ""
    width: int = 2
    reads: Reader | None = None
    example: str = ""
    typed_as: str | None = None
    counts: str = ""
    free: bool = False
    inside: bool = False
    meant: Meant = Meant.WORDS
    at_least: int = 0
    few: int = 0
    lists: str = ""
    page: int = 0
    edits: bool = False
    clears: tuple[str, ...] = ()
    locks: bool = False
    leads: bool = False
    stays: bool = False
    back_label: str | None = None
    cancel_label: str | None = None
    finish_label: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """A whole conversation.

    `done` is said at its end, `left` when it is cancelled (the host has a word of its own for an
    empty one). `keeps_draft` parks it when another one starts; one that saves as it goes has
    nothing to lose, except while `unsaved` holds of its answers. `begun_by`: the key of what a
    message said, which leaving it would lose.
    """

    name: str
    title: str
    steps: tuple[Step, ...]
    done: str
    left: str = ""
    version: int = 1
    keeps_draft: bool = True
    unsaved: Condition = NEVER
    begun_by: str = ""

    def step(self, key: str) -> Step:
        for step in self.steps:
            if step.key == key:
                return step
        raise LookupError(f"flow {self.name} has no step {key}")


def choice(key: str, says: str, options: tuple[Option, ...] | str, **more: Any) -> Step:
    """One of the options, by button or by typing its label."""
    return Step(key=key, kind=Kind.CHOICE, says=says, options=options, **more)


def many(key: str, says: str, options: tuple[Option, ...] | str, **more: Any) -> Step:
    """Any number of the options."""
    return Step(key=key, kind=Kind.MANY, says=says, options=options, **more)


def tally(key: str, says: str, options: tuple[Option, ...] | str, **more: Any) -> Step:
    """A counter per option; every tap counts at once."""
    return Step(key=key, kind=Kind.TALLY, says=says, options=options, **more)


def place(key: str, says: str, options: tuple[Option, ...] | str, **more: Any) -> Step:
    """A place: an option, a position sent, or words."""
    return Step(key=key, kind=Kind.PLACE, says=says, options=options, meant=Meant.PLACE, **more)


def photo(key: str, says: str, **more: Any) -> Step:
    """One photo or more, accepted at any time of the flow."""
    return Step(key=key, kind=Kind.PHOTO, says=says, **more)


def moment(
    key: str, says: str, options: tuple[Option, ...] | str, reads: Reader, **more: Any
) -> Step:
    """An hour, by button or typed."""
    return Step(key=key, kind=Kind.MOMENT, says=says, options=options, reads=reads, **more)


def text(key: str, says: str, **more: Any) -> Step:
    """Free words, short, after the reminder that no name is wanted; see `name_of`."""
    return Step(key=key, kind=Kind.TEXT, says=says, free=True, **more)


def name_of(key: str, says: str, **more: Any) -> Step:
    """A few words that are no free text: what a thing or a colleague is called, a count."""
    return Step(key=key, kind=Kind.TEXT, says=says, **more)


def review(key: str, says: str, options: tuple[Option, ...] | str, **more: Any) -> Step:
    """The last look before it is recorded; « Modifier » leads to any step."""
    return Step(key=key, kind=Kind.CHOICE, says=says, options=options, edits=True, **more)


_MARK: Final = "_"
T = TypeVar("T")


def kept_for(step: str) -> str:
    """The key under which a step keeps what it has so far: a tally's counts, options touched."""
    return f"{_MARK}{step}"


def is_given(key: str) -> bool:
    """Whether that key holds what somebody answered to a question."""
    return not key.startswith(_MARK)


# Without slots: a frozen generic that has them cannot be built (CPython 3.11).
@dataclass(frozen=True)
class Beforehand(Generic[T]):
    """Something that a conversation is told as it begins, declared once for all who read it."""

    name: str

    @property
    def key(self) -> str:
        """Its key among the answers, which no step may bear; for `Has` and `Is`."""
        return f"{_MARK}{self.name}"

    def seed(self, value: T) -> dict[str, Any]:
        """To be put among the answers that a conversation begins with."""
        return {self.key: value}

    def of(self, answers: Mapping[str, Any]) -> T | None:
        """What was said; None when nothing was."""
        return cast("T | None", answers.get(self.key))

    def needed(self, answers: Mapping[str, Any]) -> T:
        """The same, where the conversation cannot have begun without it. Raises KeyError."""
        return cast("T", answers[self.key])
