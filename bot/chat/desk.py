"""What the chat knows before any update comes: programmes, flows, buttons on objects."""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Protocol

from bot.buttons import Button, in_rows
from bot.chat import words
from bot.clock import Clock
from bot.domain.roles import Role
from bot.engine.check import check
from bot.engine.script import Flow
from bot.feature.contract import Context, Ending, Handler, opening
from bot.feature.door import all_buttons, all_flows, features
from bot.feature.guarded import Guarded
from bot.throttle import Throttle
from storage.machine.conversations import Talk
from storage.programme import Programme

GONE: Final = Handler(
    flow=Flow(name="", title="", steps=(), done="", keeps_draft=False),
    droit=None,
    facts=lambda _context, _answers: {},
    record=lambda _context, _answers, _facts: Ending(),
)
"""Stands for a flow that no feature brings any more: nothing is asked in it, nothing is kept."""

MENU_WIDTH = 2


class NomDuBot(Protocol):
    """Who the bot is: its id, and its username, empty until Telegram said it."""

    @property
    def id(self) -> int: ...

    @property
    def username(self) -> str: ...


@dataclass(frozen=True, slots=True)
class SansLigne:
    """A bot that no Telegram knows: of a simulation, or of a terminal."""

    id: int = 0
    username: str = ""


@dataclass(frozen=True)
class Desk:
    """Everything that a turn looks things up in; what features bring is discovered, not listed."""

    clock: Clock
    programmes: MutableMapping[int, Programme]
    handlers: Sequence[Handler]
    buttons: Mapping[str, tuple[Button, Guarded]]
    bot: NomDuBot = field(default_factory=SansLigne)
    after_turn: Sequence[Callable[[Context], None]] = ()
    door: Throttle = field(default_factory=Throttle)
    """How often each account that is of no team may try an invitation."""

    @property
    def bot_id(self) -> int:
        return self.bot.id

    @property
    def bot_username(self) -> str:
        return self.bot.username

    @cached_property
    def by_name(self) -> dict[str, Handler]:
        return {handler.flow.name: handler for handler in self.handlers}

    def handler(self, flow: str) -> Handler:
        """The one of the flow that bears that name, else `GONE`."""
        return self.by_name.get(flow, GONE)

    def is_draft(self, talk: Talk) -> bool:
        """Whether leaving it loses something: answers given, which its flow has not recorded."""
        return self.handler(talk.state.flow).loses(talk.state.answers)

    def stays(self, talk: Talk) -> bool:
        """Whether the question that it asks is left open, whatever else begins."""
        steps = self.handler(talk.state.flow).flow.steps
        return any(step.stays for step in steps if step.key == talk.state.at)

    @cached_property
    def entries(self) -> dict[str, list[Handler]]:
        """Permanent labels and commands, each with the handlers that share it."""
        shares: dict[str, list[Handler]] = {}
        for handler in self.handlers:
            for word in (handler.entry, *handler.commands):
                if word:
                    shares.setdefault(word, []).append(handler)
        return shares

    @cached_property
    def long_words(self) -> frozenset[str]:
        """The labels and commands that open a screen which is long to read."""
        return frozenset(
            word for word, some in self.entries.items() if any(one.long for one in some)
        )

    def opened_by(self, word: str, context: Context) -> Handler | None:
        """The flow that `word` opens for this person now."""
        for handler in self.entries.get(word, ()):
            if handler.opens_for(context):
                return handler
        return None

    def menu(self, role: str) -> list[list[str]]:
        """The permanent keyboard of a role: two columns, in the order of the evening.

        « ➕ Autre » comes just before the last one when the role has a drawer.
        """
        handlers = [handler for handler in self._serving(role) if not handler.drawer]
        labels = list(dict.fromkeys(handler.entry for handler in handlers if handler.entry))
        if self.drawer(role):
            labels.insert(len(labels) - 1, words.MORE)
        return in_rows(labels, MENU_WIDTH)

    def drawer(self, role: str, programme: int = 0) -> list[list[tuple[str, str]]]:
        """What « ➕ Autre » opens: rows of (label, callback data) pairs.

        programme: where it opens it, whichever is spoken in when an old copy is pressed.
        """
        handlers = [handler for handler in self._serving(role) if handler.drawer and handler.entry]
        firsts = {handler.entry: handler.flow.name for handler in reversed(handlers)}
        labels = dict.fromkeys(handler.entry for handler in handlers if handler.entry)
        keys = [opening(label, firsts[label], programme) for label in labels]
        return in_rows(keys, MENU_WIDTH)

    def commands(self, role: str) -> list[tuple[str, str]]:
        """(command, what it does) pairs for Telegram's own menu, in the order of the evening."""
        abouts: dict[str, str] = {}
        for handler in self._serving(role):
            for command in handler.commands:
                abouts.setdefault(command.lstrip("/"), handler.about)
        return list(abouts.items())

    def _serving(self, role: str) -> list[Handler]:
        handlers = (handler for handler in self.handlers if Role(role) in handler.roles)
        return sorted(handlers, key=lambda handler: handler.order)


def open_desk(clock: Clock, programmes: MutableMapping[int, Programme], bot: NomDuBot) -> Desk:
    """The desk with all that the features bring; each flow is checked."""
    handlers = tuple(all_flows())
    for handler in handlers:
        check(handler.flow)
    after = tuple(deed for feature in features().values() for deed in feature.after_turn)
    return Desk(clock, programmes, handlers, all_buttons(), bot, after)
