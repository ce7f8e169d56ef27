"""The state of the practice ground: who is there, what was said, what the bot did."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from bot.clock import Clock
from bot.sandbox.chats import Chat
from bot.sandbox.faults import Faults
from bot.sandbox.files import Files
from bot.sandbox.groups import Group
from bot.sandbox.keyboards import is_inline
from bot.sandbox.limits import Limits
from bot.sandbox.model import Call, Message
from bot.sandbox.persons import Person
from bot.sandbox.queries import Queries
from bot.sandbox.refusals import Json, Refusal, bad_request
from bot.sandbox.updates import Updates

TOKEN = "100000001:PRACTICE-ground-token-000000000000000"  # noqa: S105 (opens nothing)
KEPT_CALLS = 10_000
FIRST_PERSON = 7_000_001
FIRST_GROUP = -4_000_001
FIRST_SUPERGROUP = -1_002_000_000_001


class World:
    """A Bot API server's memory, without HTTP.

    `strict` refuses unknown parameters and unescaped « & »; `delay` is the round trip of each
    call in real seconds; every date comes from `clock`.
    """

    def __init__(
        self,
        clock: Clock,
        token: str = TOKEN,
        bot_username: str = "carnet_de_rue_bot",
        rate_limits: bool = False,
    ) -> None:
        self.clock = clock
        self.token = token
        self.bot: Json = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": "Carnet de rue",
            "username": bot_username,
        }
        self.strict = True
        self.delay = 0.0
        self.rate_limits = rate_limits
        self.updates = Updates(clock)
        self.reset()

    def reset(self) -> None:
        """Forget everything but the token, the clock and the numbering of updates."""
        self.updates.forget()
        self.faults = Faults()
        self.files = Files()
        self.queries = Queries()
        self.limits = Limits(self.clock) if self.rate_limits else None
        self.calls: list[Call] = []
        self.calls_forgotten = 0
        self.chats: dict[int, Chat] = {}
        self.persons: dict[int, Person] = {}
        self.groups: list[Group] = []
        self.migrated: dict[int, int] = {}
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.webhook = ""
        self.numbers = count(1)
        self._person_ids = count(FIRST_PERSON)
        self._group_ids = count(FIRST_GROUP, -1)
        self._supergroup_ids = count(FIRST_SUPERGROUP, -1)

    # The people

    def person(self, first_name: str, *, id: int | None = None) -> Person:
        """The person of that number, else of that name, else a new one."""
        known = self.persons.get(id) if id is not None else self._named(first_name)
        if known is None:
            number = next(self._person_ids) if id is None else id
            known = self.persons[number] = Person(self, number, first_name)
        return known

    def group(
        self,
        title: str,
        members: Sequence[Person] = (),
        *,
        bot_is_member: bool = True,
        forum: bool = False,
    ) -> Group:
        """A new group created by its first member; a forum is a supergroup with topics."""
        number = next(self._supergroup_ids if forum else self._group_ids)
        group = Group(self, number, title, members, forum=forum)
        self.groups.append(group)
        if bot_is_member:
            group.add_bot()
        return group

    def next_supergroup_id(self) -> int:
        return next(self._supergroup_ids)

    def _named(self, first_name: str) -> Person | None:
        return next((p for p in self.persons.values() if p.first_name == first_name), None)

    # The chats

    def chat(self, chat_id: int | None) -> Chat:
        """The chat of that number, or Telegram's refusal (unknown, or upgraded)."""
        if chat_id is None:
            raise bad_request("chat_id is empty")
        if chat_id in self.migrated:
            words = "Bad Request: group chat was upgraded to a supergroup chat"
            raise Refusal(400, words, migrate_to_chat_id=self.migrated[chat_id])
        if chat_id not in self.chats:
            raise bad_request("chat not found")
        return self.chats[chat_id]

    def open_chat(self, chat_id: int | None) -> Chat:
        """A chat where the bot may act, or the refusal."""
        chat = self.chat(chat_id)
        chat.refuse_if_closed()
        return chat

    def messages(self, chat_id: int) -> list[Message]:
        """Every message of a chat in order, deleted ones too."""
        return list(self.chats[chat_id].messages.values())

    def now(self) -> int:
        """Seconds since the epoch, as Telegram dates things."""
        return int(self.clock.now().timestamp())

    def post(
        self,
        chat: Chat,
        sender: Json,
        content: Json,
        markup: Json | None = None,
        photo: bytes | None = None,
    ) -> Message:
        """Put a message in a chat; a Message echoes only an inline keyboard."""
        data: Json = {
            "message_id": next(chat.numbers),
            "from": sender,
            "chat": chat.shape,
            "date": self.now(),
        }
        data.update((key, value) for key, value in content.items() if value not in ("", [], None))
        if is_inline(markup):
            data["reply_markup"] = markup
        return chat.keep(Message(data, markup, photo))

    # The bot's doings

    def record(self, call: Call) -> None:
        """Keep the call; the oldest go, in batches, once there are twice too many."""
        self.calls.append(call)
        if len(self.calls) >= 2 * KEPT_CALLS:
            del self.calls[:KEPT_CALLS]
            self.calls_forgotten += KEPT_CALLS

    def quiet_week(self, next_id: int | None = None) -> int:
        """A week without updates: their numbers restart at random; returns the next one."""
        return self.updates.restart_ids(next_id)
