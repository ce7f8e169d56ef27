"""Presses on buttons: which one is meant, and the callback query it makes."""

from __future__ import annotations

from bot.sandbox.chats import Chat
from bot.sandbox.memory import Memory
from bot.sandbox.model import SimMessage, label
from bot.sandbox.queries import Query
from bot.sandbox.refusals import Json
from bot.sandbox.transcript import SimEvent

Target = tuple[SimMessage, str, str]


def find_target(chat: Chat, wanted: str, message: SimMessage | None) -> Target | Json:
    """The (message, data, label) of an inline button, or a reply keyboard's cell."""
    candidates = chat.newest_first() if message is None else iter([message])
    for candidate in candidates:
        for button in candidate.buttons:
            if button.data is not None and wanted in (button.label, button.data):
                return candidate, button.data, button.label
    if message is None:
        for cell in reply_cells(chat):
            if cell["text"] == wanted:
                return cell
    raise LookupError(f"no button {wanted!r}; visible: {visible(chat, message)}")


def reply_cells(chat: Chat) -> list[Json]:
    """The buttons below the text field, as objects."""
    rows = (chat.reply_markup or {}).get("keyboard") or ()
    cells = [cell for row in rows for cell in row]
    return [cell if isinstance(cell, dict) else {"text": label(cell)} for cell in cells]


def visible(chat: Chat, message: SimMessage | None = None) -> list[str]:
    """The labels in sight: the newest message with buttons (or `message`), the keyboard."""
    screens = [message] if message else [m for m in chat.newest_first() if m.buttons][:1]
    inline = [button.label for screen in screens for button in screen.buttons]
    return inline + [cell["text"] for cell in reply_cells(chat)]


def press(
    world: Memory, user: Json, chat: Chat, message: SimMessage, data: str, shown: str
) -> Query:
    """Queue the callback query of a press by `user`, as Telegram shapes it."""
    query = world.queries.open(user["id"], chat.id, data, world.clock.now())
    chat.events.append(SimEvent("taps", {"from": user, "text": f"[{shown}]"}, None))
    gone = {"message_id": message.message_id, "chat": chat.shape, "date": 0}
    world.updates.push(
        "callback_query",
        {
            "id": query.id,
            "from": user,
            "message": gone if message.deleted else message.data,
            "chat_instance": str(10**18 + abs(chat.id)),
            "data": data,
        },
    )
    return query
