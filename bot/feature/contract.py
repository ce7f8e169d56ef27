"""The contract between the chat and a flow: what a turn gives, what a flow gives back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from bot.domain.roles import Droit, Role, peut
from bot.engine.script import Flow
from bot.engine.state import Accepted
from bot.rendering import render_text
from storage.machine.db import Tx
from storage.machine.outbox import Lane, Message, post
from storage.models import Personne
from storage.programme import Programme

Answers = Mapping[str, Any]
Facts = dict[str, Any]
Keyboard = Sequence[Sequence[tuple[str, str]]]
"""Rows of (label, callback data) pairs."""
EVERYTHING: Final = "_tout"
"""An answer given beforehand by whoever has no small screen: nothing is left out of a list."""


class Refused(Exception):
    """Why nothing is changed, in French: raised by a flow's `record` before it writes anything."""


def drawn(keyboard: Keyboard) -> list[list[list[str]]]:
    """A keyboard as the outbox keeps it."""
    return [[list(button) for button in row] for row in keyboard]


@dataclass(slots=True)
class Context:
    """One turn: the open transaction, the programme, the instant, and a way to tell others.

    `source` is unique per update: it makes the unique key of every row that the update makes (P4).
    `talk_id` is the conversation under way, if any; `message_id` the message being answered.
    A turn that changes the programme puts the new one in the place of `programme`: everybody is
    served by it once the turn is committed.
    """

    tx: Tx
    programme: Programme
    somebody: Personne | None
    now: datetime
    source: str
    user_id: int = 0
    talk_id: int | None = None
    bot_username: str = ""
    message_id: int | None = None
    _told: int = field(default=0)

    @property
    def person(self) -> Personne:
        """Who speaks; only a group's button may be pressed by somebody whom we do not know."""
        if self.somebody is None:
            raise LookupError("this turn has no known person")
        return self.somebody

    @property
    def author_id(self) -> int | None:
        """Who is written down for a deed of the coordination; None for its command line."""
        return self.somebody.id if self.somebody else None

    def may(self, droit: Droit) -> bool:
        """Whether who speaks is somebody that we know, whose role holds that right."""
        return self.somebody is not None and peut(Role(self.somebody.role), droit)

    def tell(self, chat_id: int, sentence: str, keyboard: Keyboard = (), **values: Any) -> None:
        """Queue a message to a private chat: an inline sentence, rendered with `values`."""
        self._told += 1
        content: dict[str, Any] = {"text": render_text(sentence, **values)}
        if keyboard:
            content["keyboard"] = drawn(keyboard)
        key = f"{self.source}:tell:{self._told}"
        post(self.tx, self.now, Message(key, Lane.PROMPT, "telegram", str(chat_id), content))

    def render(self, sentence: str, **values: Any) -> str:
        return render_text(sentence, **values)


@dataclass(frozen=True, slots=True)
class Ending:
    """What a flow says once recorded: values for its `done` sentence, and buttons on objects."""

    values: Mapping[str, Any] = field(default_factory=dict)
    keyboard: Keyboard = ()
    shows_menu: bool = False


def no_seed(_context: Context) -> dict[str, Any]:
    return {}


def nothing_yet(_context: Context, _accepted: Accepted, _answers: Answers) -> None:
    """Most flows record only at their end."""


def nothing_to_add(_context: Context, _answers: Answers) -> str:
    return ""


def always(_context: Context) -> bool:
    return True


def overhears_nothing(_context: Context, _text: str) -> dict[str, Any] | None:
    return None


def nothing_edited(_context: Context, _text: str) -> str | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Handler:
    """A flow and what ties it to rows.

    facts: what the sentences and options need now; the fact « liens » holds, by step, buttons on
    objects to show beside its own. seed: what the conversation starts with.
    answered: saves an answer as soon as it is given. record: writes the rows at the end, and
    returns what to say. Several handlers may share an entry: the first that suits is started.
    overhears: what a text typed outside any conversation already answers, when it opens this flow;
    « _message » among these answers is the message that said them, read again when it is edited.
    edited: what to say once the new text of `context.message_id` corrected what it had recorded;
    None when it had recorded nothing.
    left: what to say of what is kept when it is cancelled, in place of the flow's own words.
    refusal: said when one of its commands comes while it does not suit.
    drawer: its entry stands under « ➕ Autre » instead of on the permanent keyboard.
    """

    flow: Flow
    roles: frozenset[Role]
    facts: Callable[[Context, Answers], Facts]
    record: Callable[[Context, Answers, Facts], Ending]
    entry: str | None = None
    order: int = 0
    commands: tuple[str, ...] = ()
    about: str = ""
    refusal: str = ""
    seed: Callable[[Context], dict[str, Any]] = no_seed
    answered: Callable[[Context, Accepted, Answers], None] = nothing_yet
    suits: Callable[[Context], bool] = always
    overhears: Callable[[Context, str], dict[str, Any] | None] = overhears_nothing
    edited: Callable[[Context, str], str | None] = nothing_edited
    on_photo: bool = False
    left: Callable[[Context, Answers], str] = nothing_to_add
    drawer: bool = False


@dataclass(frozen=True, slots=True)
class Tap:
    """A press on a button that belongs to an object: « g:<geste>:<id>:<argument> ».

    `member` says whether Telegram counts the presser among the members of `chat_id`.
    """

    object_id: int
    argument: str
    chat_id: int
    user_id: int
    presser_name: str
    member: bool


@dataclass(frozen=True, slots=True)
class Opening:
    """A flow to begin, by its name, and what it is told beforehand.

    `at` is a shortcut of the flow to show first. `below`: in a message of its own, because the
    pressed one must stay.
    """

    flow: str
    seed: Mapping[str, Any] = field(default_factory=dict)
    at: str = ""
    below: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """What the presser reads at once (a toast); `text` replaces the pressed message, if given.

    `opens`: a flow that begins, as a rule in place of the pressed message.
    """

    toast: str
    text: str | None = None
    keyboard: Keyboard = ()
    opens: Opening | None = None


Geste = Callable[[Context, Tap], Reply]
Suite = Callable[[Context], None]
"""What a flow's folder does at the end of every turn of the team (`suite.py`, SUITES)."""
