"""What the chat knows before any update comes: programmes, flows, buttons on objects."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from bot.chat import words
from bot.clock import Clock
from bot.discover import discover, merged
from bot.domain.roles import Role
from bot.engine.check import check
from bot.feature.contract import Context, Geste, Handler, Suite
from storage.programme import Programme

MENU_WIDTH = 2
T = TypeVar("T")


@dataclass(frozen=True)
class Desk:
    """Everything that a turn looks things up in; flows and gestes are discovered, never listed."""

    clock: Clock
    programmes: MutableMapping[int, Programme]
    handlers: Sequence[Handler]
    gestes: Mapping[str, Geste]
    bot_id: int = 0
    bot_username: str = ""
    suites: Sequence[Suite] = ()

    @cached_property
    def by_name(self) -> dict[str, Handler]:
        return {handler.flow.name: handler for handler in self.handlers}

    @cached_property
    def entries(self) -> dict[str, list[Handler]]:
        """Permanent labels and commands, each with the handlers that share it."""
        found: dict[str, list[Handler]] = {}
        for handler in self.handlers:
            for word in (handler.entry, *handler.commands):
                if word:
                    found.setdefault(word, []).append(handler)
        return found

    def opened_by(self, word: str, context: Context) -> Handler | None:
        """The flow that `word` opens for this person now."""
        for handler in self.entries.get(word, ()):
            if Role(context.person.role) in handler.roles and handler.suits(context):
                return handler
        return None

    def menu(self, role: str) -> list[list[str]]:
        """The permanent keyboard of a role: two columns, in the order of the evening.

        « ➕ Autre » comes just before the last one when the role has a drawer.
        """
        shown = [handler for handler in self._serving(role) if not handler.drawer]
        labels = list(dict.fromkeys(handler.entry for handler in shown if handler.entry))
        if self.drawer(role):
            labels.insert(len(labels) - 1, words.MORE)
        return _in_columns(labels)

    def drawer(self, role: str) -> list[list[tuple[str, str]]]:
        """What « ➕ Autre » opens: rows of (label, callback data) pairs."""
        kept = [one for one in self._serving(role) if one.drawer and one.entry]
        firsts = {one.entry: one.flow.name for one in reversed(kept)}
        labels = dict.fromkeys(one.entry for one in kept if one.entry)
        return _in_columns([(label, f"g:ou:0:{firsts[label]}") for label in labels])

    def commands(self, role: str) -> list[tuple[str, str]]:
        """(command, what it does) pairs for Telegram's own menu, in the order of the evening."""
        known: dict[str, str] = {}
        for handler in self._serving(role):
            for command in handler.commands:
                known.setdefault(command.lstrip("/"), handler.about)
        return list(known.items())

    def _serving(self, role: str) -> list[Handler]:
        mine = (handler for handler in self.handlers if Role(role) in handler.roles)
        return sorted(mine, key=lambda handler: handler.order)


def _in_columns(labels: list[T]) -> list[list[T]]:
    return [labels[n : n + MENU_WIDTH] for n in range(0, len(labels), MENU_WIDTH)]


def open_desk(
    clock: Clock, programmes: MutableMapping[int, Programme], bot_id: int, bot_username: str
) -> Desk:
    """The desk with every flow and geste found under `handlers`; each flow is checked."""
    handlers: list[Handler] = []
    for found in discover("handlers", "flow", "FLOWS").values():
        handlers.extend(found)
    for handler in handlers:
        check(handler.flow)
    gestes = merged(discover("handlers", "gestes", "GESTES"))
    suites = [
        suite for found in discover("handlers", "suite", "SUITES").values() for suite in found
    ]
    return Desk(clock, programmes, tuple(handlers), gestes, bot_id, bot_username, suites)
