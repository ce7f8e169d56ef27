"""What a Bot API server remembers: its chats, what was said in them, what the bot did."""

from __future__ import annotations

from itertools import count

from bot.clock import Clock
from bot.sandbox.chats import Chat
from bot.sandbox.faults import Faults
from bot.sandbox.files import Files
from bot.sandbox.keyboards import is_inline
from bot.sandbox.limits import Limits
from bot.sandbox.model import Call, SimMessage
from bot.sandbox.queries import Queries
from bot.sandbox.refusals import Json, Refusal, bad_request
from bot.sandbox.updates import Updates

TOKEN = "100000001:PRACTICE-ground-token-000000000000000"  # noqa: S105 (opens nothing)
KEPT_CALLS = 10_000
FIRST_SUPERGROUP = -1_002_000_000_001


class Memory:
    """A Bot API server without HTTP, and without anybody to write to it yet: see `World`.

    `strict` refuses unknown parameters and unescaped « & »; `delay` is the round trip of each
    call in real seconds, long polls apart where `polls_at_once`; every date comes from `clock`.
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
        self.polls_at_once = False
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
        self.migrated: dict[int, int] = {}
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.webhook = ""
        self.numbers = count(1)
        self._supergroup_ids = count(FIRST_SUPERGROUP, -1)

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

    def messages(self, chat_id: int) -> list[SimMessage]:
        """Every message of a chat in order, deleted ones too."""
        return list(self.chats[chat_id].messages.values())

    def next_supergroup_id(self) -> int:
        return next(self._supergroup_ids)

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
    ) -> SimMessage:
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
        return chat.keep(SimMessage(data, markup, photo))

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
