"""A person with a phone: what they do becomes updates, what they see can be read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.sandbox import contents
from bot.sandbox.chats import Chat
from bot.sandbox.entities import commands_in
from bot.sandbox.memory import Memory
from bot.sandbox.model import SimMessage
from bot.sandbox.refusals import Json
from bot.sandbox.taps import find_target, press
from bot.sandbox.transcript import render


class Place(Protocol):
    """Anything with a chat number: a group, a person."""

    @property
    def id(self) -> int: ...


Where = int | Place | None


class Person:
    """A person; the number of their private chat with the bot is their own."""

    def __init__(self, world: Memory, id: int, first_name: str) -> None:
        self.world = world
        self.id = id
        self.first_name = first_name
        # What the phone sends for a « share my position » button: Amiens, place Gambetta.
        self.position = (49.8938, 2.2976)
        self.user: Json = {
            "id": id,
            "is_bot": False,
            "first_name": first_name,
            "language_code": "fr",
        }
        shape = {"id": id, "type": "private", "first_name": first_name}
        self.private = world.chats[id] = Chat(shape, world.numbers)
        self.private.members[id] = "member"
        self.private.bot_status = "left"

    @property
    def chat(self) -> int:
        return self.id

    # What they do

    def write(self, text: str, chat: Where = None, *, thread: int | None = None) -> SimMessage:
        """Send a text; a leading /command is marked as one."""
        content: Json = {"text": text, "entities": commands_in(text)}
        if thread is not None:
            content |= {"message_thread_id": thread, "is_topic_message": True}
        return self._say(content, chat)

    def start(self, payload: str = "") -> SimMessage:
        """Open the bot by its link `t.me/bot?start=payload` and press Start."""
        if self.private.bot_status == "kicked":
            self.unblock()
        return self.write(f"/start {payload}".rstrip())

    def reply(self, message: SimMessage, text: str) -> SimMessage:
        """Answer a message, in its chat."""
        return self._say(
            {"text": text, "reply_to_message": contents.quoted(message)}, message.chat_id
        )

    def tap(
        self, label_or_data: str, *, message: SimMessage | None = None, chat: Where = None
    ) -> str:
        """Press a button by label or data; returns the callback query's id.

        The newest message with such an inline button wins (or `message`, however old), then
        the reply keyboard, whose buttons are ordinary messages (the id is then empty).
        Raises LookupError naming the visible buttons.
        """
        place = self._place(chat if message is None else message.chat_id)
        target = find_target(place, label_or_data, message)
        if isinstance(target, dict):
            return self._tap_reply(target, place.id)
        return press(self.world, self.user, place, *target).id

    def stale_tap(self, label_or_data: str, message: SimMessage) -> str:
        """Press a button of an old screen."""
        return self.tap(label_or_data, message=message)

    def press_data(self, data: str, message: SimMessage) -> str:
        """Send callback data that no button of `message` shows any more (an old client)."""
        place = self._place(message.chat_id)
        return press(self.world, self.user, place, message, data, data).id

    def send_photo(self, data: bytes, caption: str = "", chat: Where = None) -> SimMessage:
        content = contents.photo(self.world.files, data, caption)
        return self._say(content, chat, photo=data)

    def send_location(self, lat: float, lon: float, chat: Where = None) -> SimMessage:
        return self._say({"location": {"latitude": lat, "longitude": lon}}, chat)

    def send_document(
        self, data: bytes, name: str, mime: str, caption: str = "", chat: Where = None
    ) -> SimMessage:
        return self._say(contents.document(self.world.files, data, name, mime, caption), chat)

    def send_voice(self, chat: Where = None) -> SimMessage:
        return self._say(contents.voice(self.world.files), chat)

    def send_sticker(self, chat: Where = None) -> SimMessage:
        return self._say(contents.sticker(self.world.files), chat)

    def send_contact(self, chat: Where = None) -> SimMessage:
        return self._say(contents.contact(), chat)

    def send_poll(self, chat: Where = None) -> SimMessage:
        return self._say(contents.poll(), chat)

    def send_album(
        self, photos: Sequence[bytes], caption: str = "", chat: Where = None
    ) -> list[SimMessage]:
        """Several photos at once: as many updates with one `media_group_id`, no end mark."""
        album = {"media_group_id": contents.album_id()}
        captions = [caption, *[""] * len(photos)]
        return [
            self._say(contents.photo(self.world.files, data, words) | album, chat, photo=data)
            for data, words in zip(photos, captions, strict=False)
        ]

    def forward(self, text: str, chat: Where = None) -> SimMessage:
        """Forward somebody else's message."""
        return self._say(contents.forwarded(text, self.world.now()), chat)

    def edit(self, message_id: int, text: str, chat: Where = None) -> SimMessage:
        """Correct a text, or a photo's caption, sent earlier: an `edited_message` update."""
        place = self._place(chat)
        message = place.messages[message_id]
        words, marks = ("caption", "caption_entities") if message.photo else ("text", "entities")
        message.data = {
            **message.data,
            words: text,
            marks: commands_in(text),
            "edit_date": self.world.now(),
        }
        message.edited += 1
        place.note("edits", message)
        self.world.updates.push("edited_message", message.data)
        return message

    def delete(self, message_id: int, chat: Where = None) -> None:
        """Delete a message on the phone; Telegram tells bots nothing."""
        place = self._place(chat)
        place.messages[message_id].deleted = True
        place.note("deletes", place.messages[message_id])

    def react(self, message: SimMessage, emoji: str) -> None:
        """Put a reaction (empty: take it back); told to bots that ask for it by name."""
        chat = self._place(message.chat_id)
        if chat.is_private or chat.bot_status == "administrator":
            shape = contents.reaction(message, self.user, emoji, self.world.now())
            self.world.updates.push("message_reaction", shape)

    def block(self) -> None:
        self._change_bot("kicked")

    def unblock(self) -> None:
        self._change_bot("member")

    # What they see

    def screen(self) -> SimMessage:
        """The bot's newest message in the private chat; LookupError when there is none.

        A pinned one stands at the top of the screen, not where one reads: see `pinned`.
        """
        return self._newest(self.private)

    def pinned(self) -> SimMessage | None:
        """What stands at the top of the private chat."""
        numbers = self.private.pinned
        return self.private.messages[numbers[-1]] if numbers else None

    def read(self, chat: Where = None) -> str:
        """The text of the bot's newest message."""
        return self._newest(self._place(chat)).text

    def answers(self) -> list[tuple[str, bool]]:
        """What appeared on top of the screen after taps: text, and whether it was an alert."""
        mine = (q for q in self.world.queries.all.values() if q.person_id == self.id)
        return [(query.text, query.alert) for query in mine if query.text]

    def unanswered(self) -> list[str]:
        """The taps (query ids) that still show a spinning clock."""
        taps = self.world.queries.all.values()
        return [q.id for q in taps if q.person_id == self.id and q.answered is None]

    def transcript(self, chat: Where = None) -> str:
        return render(self._place(chat).events)

    def _newest(self, chat: Chat) -> SimMessage:
        for message in chat.newest_first():
            if message.from_bot and message.message_id not in chat.pinned:
                return message
        raise LookupError(f"the bot said nothing to {self.first_name} in chat {chat.id}")

    def _place(self, chat: Where) -> Chat:
        if chat is None:
            return self.private
        return self.world.chats[chat if isinstance(chat, int) else chat.id]

    def _say(self, content: Json, chat: Where, photo: bytes | None = None) -> SimMessage:
        place = self._place(chat)
        if place.is_private and place.bot_status == "kicked":
            raise RuntimeError(f"{self.first_name} blocked the bot: unblock() first")
        if place.is_private:
            place.bot_status = "member"
        message = self.world.post(place, self.user, content, photo=photo)
        if contents.seen_by_bot(place, message.data, self.world.bot):
            self.world.updates.push("message", message.data)
        return message

    def _tap_reply(self, cell: Json, chat: int) -> str:
        if cell.get("request_location"):
            self.send_location(*self.position, chat=chat)
        else:
            self.write(cell["text"], chat)
        return ""

    def _change_bot(self, status: str) -> None:
        old, self.private.bot_status = self.private.bot_status, status
        self.world.updates.push(
            "my_chat_member",
            contents.membership(self.private, self.user, self.world, old, status),
        )
