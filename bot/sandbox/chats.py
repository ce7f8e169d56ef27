"""A chat: who is in it, its messages, its topics and its keyboard."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from itertools import count

from bot.sandbox.model import SimMessage
from bot.sandbox.refusals import Json, bad_request, forbidden
from bot.sandbox.transcript import SimEvent

KEPT_MESSAGES = 2_000
KEPT_EVENTS = 4_000
CLOSED = {
    ("private", "kicked"): "bot was blocked by the user",
    ("private", "left"): "bot can't initiate conversation with a user",
    ("group", "kicked"): "bot was kicked from the {kind} chat",
    ("group", "left"): "bot is not a member of the {kind} chat",
}


class Chat:
    """One conversation; `kind` is private, group or supergroup, as Telegram names them."""

    def __init__(self, shape: Json, numbers: Iterator[int] | None = None) -> None:
        self.shape = shape
        self.id = int(shape["id"])
        self.kind = str(shape["type"])
        # Supergroups number their messages apart; private chats and groups share a counter.
        self.numbers = numbers or count(1)
        self.messages: dict[int, SimMessage] = {}
        self.members: dict[int, str] = {}
        self.bot_status = "member"
        self.pinned: list[int] = []
        self.topics: dict[int, str] = {}
        self.reply_markup: Json | None = None
        self.events: deque[SimEvent] = deque(maxlen=KEPT_EVENTS)

    @property
    def is_private(self) -> bool:
        return self.kind == "private"

    def keep(self, message: SimMessage) -> SimMessage:
        """Remember `message`, forgetting the oldest beyond the bound."""
        self.messages[message.message_id] = message
        if len(self.messages) > KEPT_MESSAGES:
            del self.messages[next(iter(self.messages))]
        if message.markup is not None and "inline_keyboard" not in message.markup:
            self.reply_markup = message.markup
        self.note("says", message)
        return message

    def note(self, kind: str, message: SimMessage) -> None:
        self.events.append(SimEvent(kind, message.data, message.markup))

    def refuse_if_closed(self) -> None:
        """Raise what Telegram says to a bot that was blocked, kicked or never started."""
        if self.bot_status in ("kicked", "left"):
            place = "private" if self.is_private else "group"
            raise forbidden(CLOSED[place, self.bot_status].format(kind=self.kind))

    def find(self, message_id: int | None, what: str) -> SimMessage:
        """The message still there, or Telegram's « message to `what` not found »."""
        message = self.messages.get(message_id or 0)
        if message is None or message.deleted:
            raise bad_request(f"message {what} not found")
        return message

    def newest_first(self) -> Iterator[SimMessage]:
        return (m for m in reversed(self.messages.values()) if not m.deleted)
