"""Messages, buttons and calls as the practice ground remembers them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from bot.sandbox.refusals import Json


class Call(NamedTuple):
    """One request the bot made, with what it was answered (`status` is the HTTP status)."""

    method: str
    params: Json
    status: int
    response: Json
    at: datetime


@dataclass(frozen=True, slots=True)
class SimButton:
    """An inline button as a person sees it."""

    label: str
    data: str | None = None
    url: str | None = None


class SimMessage:
    """A message in Telegram's shape (`data`), and what that shape does not show."""

    __slots__ = ("data", "deleted", "edited", "markup", "photo", "reactions")

    def __init__(self, data: Json, markup: Json | None = None, photo: bytes | None = None) -> None:
        self.data = data
        self.markup = markup
        self.photo = photo
        self.edited = 0
        self.deleted = False
        self.reactions: list[str] = []

    @property
    def message_id(self) -> int:
        return int(self.data["message_id"])

    @property
    def chat_id(self) -> int:
        return int(self.data["chat"]["id"])

    @property
    def from_bot(self) -> bool:
        return bool(self.data["from"]["is_bot"])

    @property
    def date(self) -> datetime:
        return datetime.fromtimestamp(self.data["date"], UTC)

    @property
    def text(self) -> str:
        """The text or the caption, without its formatting."""
        return str(self.data.get("text") or self.data.get("caption") or "")

    @property
    def entities(self) -> list[Json]:
        """The formatting, offsets in UTF-16 units as Telegram gives them."""
        return list(self.data.get("entities") or self.data.get("caption_entities") or ())

    @property
    def keyboard(self) -> list[list[SimButton]]:
        """The inline buttons, row by row; none for a reply keyboard."""
        rows = (self.markup or {}).get("inline_keyboard") or ()
        return [[_button(cell) for cell in row] for row in rows]

    @property
    def buttons(self) -> list[SimButton]:
        return [button for row in self.keyboard for button in row]

    @property
    def reply_keyboard(self) -> list[list[str]] | None:
        """The labels of the reply keyboard this message brought, or None."""
        rows = (self.markup or {}).get("keyboard")
        return None if rows is None else [[label(cell) for cell in row] for row in rows]


def label(cell: Any) -> str:
    """The label of a reply keyboard's cell, given as an object or as plain text."""
    return str(cell["text"] if isinstance(cell, dict) else cell)


def _button(cell: Json) -> SimButton:
    return SimButton(cell["text"], cell.get("callback_data"), cell.get("url"))
