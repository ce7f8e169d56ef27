"""One turn as a feature sees it: the unit of work, who speaks, and a way to tell others."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.buttons import Keyboard, drawn
from bot.delivery.channels import to_chat
from bot.domain.roles import Droit, Role, peut
from bot.rendering import render_text
from storage.machine.outbox import Lane, Message, post
from storage.models import Personne
from storage.work import Work


@dataclass(slots=True)
class Context(Work):
    """A unit of work begun by somebody, or by the clock on somebody's behalf.

    A turn that changes the programme puts the new one in the place of `programme`: everybody is
    served by it once the turn is committed.
    """

    somebody: Personne | None
    """Who speaks; None for the clock, a command, and a stranger who presses a group's button."""
    source: str
    """Unique per update: it makes the unique key of every row that the update makes (P4)."""
    user_id: int = 0
    """Who speaks, as Telegram numbers them."""
    talk_id: int | None = None
    """The conversation under way, if any."""
    bot_username: str = ""
    """The bot's own name on Telegram, for links into a chat with it."""
    message_id: int | None = None
    """The message being answered."""
    _notices: int = field(default=0)

    @classmethod
    def by_clock(cls, work: Work, source: str) -> Context:
        """A unit of work that nobody began: the clock's, or a command's."""
        return cls(work.tx, work.programme, work.now, None, source)

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
        self._notices += 1
        content: dict[str, Any] = {"text": render_text(sentence, **values)}
        if keyboard:
            content["keyboard"] = drawn(keyboard)
        key = f"{self.source}:tell:{self._notices}"
        post(self.tx, self.now, Message(key, Lane.PROMPT, to_chat(chat_id), content))

    def render(self, sentence: str, **values: Any) -> str:
        return render_text(sentence, **values)
