"""One update being answered: what was said, to whom, and how to say something back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from bot.chat import words
from bot.chat.after import After
from bot.chat.desk import Desk
from bot.chat.incoming import Incoming, Kind
from bot.delivery.channels import to_chat
from bot.domain.roles import Role
from bot.feature.context import Context, Keyboard, drawn
from storage.machine import conversations
from storage.machine.db import Tx
from storage.machine.outbox import Lane, Message, post


@dataclass(slots=True)
class Exchange:
    """The transaction, the update, and the answers collected so far.

    `followed`: the same person wrote again, and it waits behind this update.
    """

    tx: Tx
    desk: Desk
    incoming: Incoming
    context: Context
    after: After
    followed: bool = False
    below: bool = False
    _said: int = 0

    def toast(self, text: str) -> None:
        """What a pressed button answers at once; for a message, an ordinary reply."""
        if self.incoming.kind is Kind.TAP:
            self.after = replace(self.after, toast=text)
        else:
            self.say(text)

    def say(self, text: str, keyboard: Keyboard = (), **more: Any) -> None:
        """A new message to the person who spoke (HTML text)."""
        content: dict[str, Any] = {"text": self._suited(text), **more}
        if keyboard:
            content["keyboard"] = drawn(keyboard)
        self.send(content)

    def _suited(self, text: str) -> str:
        """The words of the street, or those meant for a role that is not in it."""
        role = self.context.somebody.role if self.context.somebody else Role.MEDIATEUR
        if role == Role.MEDIATEUR:
            return text
        others = words.TO_PARTNERS if role == Role.PARTENAIRE else words.TO_OFFICES
        return others.get(text, text)

    def show(self, content: dict[str, Any], talk_id: int) -> None:
        """A conversation's card: in place of the pressed one, or below what was just written.

        `below` is set when the pressed message is none of the conversation's, and must stay.
        """
        if self.incoming.kind is Kind.TAP and not self.below:
            content = {**content, "edit": True, "message_id": self.incoming.message_id}
        elif self.incoming.media_group:
            # The photos of an album come one by one: they share one card.
            content = {**content, "edit": True}
        self.send(content, subject=conversations.SUJET.of(talk_id))

    def send(self, content: dict[str, Any], subject: str = "") -> None:
        self._said += 1
        post(
            self.tx,
            self.context.now,
            Message(
                key=f"{self.context.source}:{self._said}",
                lane=Lane.PROMPT,
                to=to_chat(self.incoming.chat_id),
                content=content,
                subject=subject,
            ),
        )
