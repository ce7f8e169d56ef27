"""One update being answered: what was said, to whom, and how to say something back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from bot.buttons import Keyboard
from bot.chat import words
from bot.chat.desk import Desk
from bot.chat.incoming import Incoming, UpdateKind
from bot.chat.present import without_buttons
from bot.delivery.channels import to_chat
from bot.domain.roles import Role
from bot.feature.contract import Context, drawn
from storage.machine import conversations
from storage.machine.conversations import Talk
from storage.machine.db import Tx
from storage.machine.outbox import Lane, Message, post
from storage.programme import Programme


@dataclass(frozen=True, slots=True)
class After:
    """What is left to do once the turn is committed: answer the tap, wake the senders.

    `callback_id` is answered with `toast`, best effort: a lost one only leaves a spinner.
    `renewed` is the programme as the turn changed it, to be served from now on.
    """

    callback_id: str = ""
    toast: str = ""
    renewed: Programme | None = None


@dataclass(slots=True)
class Exchange:
    """The transaction, the update, and the answers collected so far.

    `followed`: the same person wrote again, and it waits behind this update. `pressed` is the
    conversation whose button was pressed, as the turn found it.
    """

    tx: Tx
    desk: Desk
    incoming: Incoming
    context: Context
    after: After
    followed: bool = False
    pressed: Talk | None = None
    below: bool = False
    _messages: int = 0

    def toast(self, text: str) -> None:
        """What a pressed button answers at once; for a message, an ordinary reply."""
        if self.incoming.kind is UpdateKind.TAP:
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

    def show_menu(self, text: str) -> None:
        """Say `text` with the permanent keyboard; who enters nothing is told what they read."""
        menu = self.desk.menu(self.context.person.role)
        if menu:
            self.say(text, menu=menu)
        else:
            self.say(words.READER)

    def set_commands(self) -> None:
        """Telegram's own menu button shows what this person's role may do."""
        commands = self.desk.commands(self.context.person.role)
        params = {
            "commands": [{"command": name, "description": about} for name, about in commands],
            "scope": {"type": "chat", "chat_id": self.incoming.chat_id},
        }
        if commands:
            self.send({"method": "setMyCommands", "params": params})

    def ask_position(self, text: str) -> None:
        """Say `text`, with a key of the permanent keyboard that sends where the phone is."""
        menu = self.desk.menu(self.context.person.role)
        self.say(text, menu=[[words.ASK_POSITION], *menu], ask_location=True)

    def takes_place_of(self, talk: Talk) -> bool:
        """Whether what is shown next comes where that conversation's card stands."""
        tapped = self.incoming.kind is UpdateKind.TAP and not self.below
        return tapped and talk.screen == self.incoming.message_id

    def show(self, content: dict[str, Any], talk: Talk) -> None:
        """A conversation's card: in place of the pressed one, or below what was just written.

        `below` is set when the pressed message is none of the conversation's, and must stay.
        """
        if self.incoming.kind is UpdateKind.TAP and not self.below:
            content = {**content, "edit": True, "message_id": self.incoming.message_id}
        elif self.incoming.media_group:
            # The photos of an album come one by one: they share one card.
            content = {**content, "edit": True}
        self.show_below(content, talk)

    def show_below(self, content: dict[str, Any], talk: Talk) -> None:
        """A conversation's card as a new message, unless `content` says which one it edits.

        The message that was its card until then keeps no button: they would count nothing.
        """
        self.send(content, subject=conversations.SUJET.of(talk.id))
        now = content.get("message_id", talk.screen if content.get("edit") else None)
        if talk.screen is not None and talk.screen != now:
            self.strip(talk.screen)

    def end_card(self, talk: Talk, text: str) -> None:
        """The card of a conversation says its last word (HTML), or only loses its buttons.

        Where it stands is known once it has left: the outbox fills it in.
        """
        if text:
            self.send({"text": text, "edit": True}, subject=conversations.SUJET.of(talk.id))
        elif talk.screen is not None:
            self.strip(talk.screen)

    def strip(self, message_id: int) -> None:
        """That message of ours keeps its words, and loses its buttons."""
        self.send(without_buttons(self.incoming.chat_id, message_id))

    def send(self, content: dict[str, Any], subject: str = "") -> None:
        self._messages += 1
        post(
            self.tx,
            self.context.now,
            Message(
                key=f"{self.context.source}:{self._messages}",
                lane=Lane.PROMPT,
                to=to_chat(self.incoming.chat_id),
                content=content,
                subject=subject,
            ),
        )
