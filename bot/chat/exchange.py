"""One update being answered: what was said, to whom, and how to say something back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from bot.buttons import Keyboard
from bot.chat import words
from bot.chat.desk import Desk
from bot.chat.incoming import Incoming, UpdateKind
from bot.chat.present import without_buttons
from bot.delivery.channels import to_chat
from bot.domain.roles import Role
from bot.feature.contract import Context, drawn
from bot.rendering import render_text
from storage import comptes
from storage.machine import conversations, settling
from storage.machine.conversations import Talk
from storage.machine.db import Tx
from storage.machine.outbox import Lane, Message, post, reword
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
    conversation whose button was pressed, as the turn found it; `begun` is the number of the one
    that began in this turn.
    """

    tx: Tx
    desk: Desk
    incoming: Incoming
    context: Context
    after: After
    followed: bool = False
    pressed: Talk | None = None
    below: bool = False
    begun: int | None = None
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

    def say_briefly(self, text: str, keyboard: Keyboard, subject: str, kept: timedelta) -> None:
        """A new message to the person who spoke, of whose words the outbox keeps nothing long."""
        self._messages += 1
        message = self._message({"text": text, "keyboard": drawn(keyboard)}, subject)
        short = replace(message, forget_on=self.context.now + kept)
        post(self.tx, self.context.now, short)

    def _suited(self, text: str) -> str:
        """The words of the street, or those meant for a role that is not in it."""
        role = self.context.somebody.role if self.context.somebody else Role.MEDIATEUR
        said = words.TO_ROLES.get(Role(role), {}).get(text, text)
        if said != words.HELP:
            return said
        return render_text(words.HELP, exemple=self.context.programme.exemples.phrase)

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
        if len(comptes.rows_of(self.tx, self.context.user_id)) > 1:
            commands = [*commands, (words.PROGRAMME.lstrip("/"), words.CHANGE_PROGRAMME)]
        params = {
            "commands": [{"command": name, "description": about} for name, about in commands],
            "scope": {"type": "chat", "chat_id": self.incoming.chat_id},
        }
        if commands:
            self._adorn({"method": "setMyCommands", "params": params})

    def ask_position(self, text: str) -> None:
        """Say `text`, with a key of the permanent keyboard that sends where the phone is."""
        menu = self.desk.menu(self.context.person.role)
        self.say(text, menu=[[words.ASK_POSITION], *menu], ask_location=True)

    def takes_place_of(self, talk: Talk) -> bool:
        """Whether what is shown next comes where that conversation's card stands."""
        tapped = self.incoming.kind is UpdateKind.TAP and not self.below
        return tapped and talk.screen == self.incoming.message_id

    def show(self, content: dict[str, Any], talk: Talk, was: str = "") -> None:
        """A conversation's card: in place of the pressed one, or below what was just written.

        `below` is set when the pressed message is none of the conversation's, and must stay.
        """
        if self.incoming.kind is UpdateKind.TAP and not self.below:
            content = {**content, "edit": True, "message_id": self.incoming.message_id}
            pressed = self.incoming.message_id
            if pressed is not None and pressed != talk.screen:
                talk = self._stand_at(talk, pressed)
        elif self.incoming.media_group:
            # The photos of an album come one by one: they share one card.
            content = {**content, "edit": True}
        self.show_below(content, talk, was)

    def _stand_at(self, talk: Talk, pressed: int) -> Talk:
        """Of two copies, the one that was pressed is the card from now on; a later one goes, an
        older one is left as any card that something else was shown below.

        One that waits to be repeated did arrive, since it was pressed: it leaves no more.
        """
        conversations.stand_at(self.tx, talk, pressed)
        to, subject = to_chat(self.incoming.chat_id), conversations.SUJET.of(talk.id)
        settling.arrived(self.tx, self.context.now, to, subject, pressed)
        if talk.screen is not None and talk.screen > pressed:
            params = {"chat_id": self.incoming.chat_id, "message_ids": [talk.screen]}
            self._adorn({"method": "deleteMessages", "params": params})
            return replace(talk, screen=pressed)
        return talk

    def show_below(self, content: dict[str, Any], talk: Talk, was: str = "") -> None:
        """A conversation's card as a new message, unless `content` says which one it edits.

        The message that was its card until then keeps no button, for they would count nothing;
        it says `was`, if anything. One that may come to hold a code word is protected at once.
        """
        if self.desk.handler(talk.state.flow).protects:
            content = {**content, "protect": True}
        now = content.get("message_id", talk.screen if content.get("edit") else None)
        left = talk.screen if talk.screen != now else None
        if left is not None and was:
            self.send({"text": was, "edit": True, "message_id": left})
        waits = talk.screen is None and talk.id != self.begun and not content.get("edit")
        if not (waits and self._takes_words(content, talk)):
            self.send(content, subject=conversations.SUJET.of(talk.id))
        if left is not None and not was:
            self.strip(left)

    def _takes_words(self, content: dict[str, Any], talk: Talk) -> bool:
        """Whether a card of that conversation waits to leave: it leaves with these words instead.

        While Telegram is away nothing piles up, and no older card comes after the newest.
        """
        message = self._message(content, conversations.SUJET.of(talk.id))
        return reword(self.tx, self.context.now, message)

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

    def erase(self, written: Incoming, late: timedelta | None = None) -> None:
        """What was written there and not kept leaves the chat: Telegram lets us, for two days.

        late: after that long.
        """
        if written.message_id is not None:
            params = {"chat_id": written.chat_id, "message_ids": [written.message_id]}
            self._adorn({"method": "deleteMessages", "params": params}, late)

    def send(self, content: dict[str, Any], subject: str = "") -> None:
        self._messages += 1
        post(self.tx, self.context.now, self._message(content, subject))

    def _adorn(self, content: dict[str, Any], late: timedelta | None = None) -> None:
        """What is no message: no answer waits for it."""
        self._messages += 1
        ornament = replace(self._message(content, ""), lane=Lane.ORNEMENT)
        not_before = self.context.now + late if late else None
        post(self.tx, self.context.now, replace(ornament, not_before=not_before))

    def _message(self, content: dict[str, Any], subject: str) -> Message:
        key, to = f"{self.context.source}:{self._messages}", to_chat(self.incoming.chat_id)
        return Message(key, Lane.PROMPT, to, content, subject)
