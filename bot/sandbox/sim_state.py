"""The world as JSON, for the page, the bench and other processes."""

from __future__ import annotations

import json
from typing import Any

from bot.sandbox.chats import Chat
from bot.sandbox.model import Call, SimMessage
from bot.sandbox.refusals import Json
from bot.sandbox.taps import reply_cells
from bot.sandbox.world import World

SHOWN_MESSAGES = 200


def state(world: World) -> Json:
    """Every chat with its newest messages, keyboards, menu of commands and banners."""
    return {
        "now": world.clock.now().isoformat(),
        "bot": world.bot,
        "updates_pending": len(world.updates.pending),
        "calls": world.calls_forgotten + len(world.calls),
        "chats": [_chat(world, chat) for chat in world.chats.values()],
    }


def calls(world: World, since: int) -> Json:
    """The calls from number `since` on (0 is the first ever), and the number to ask next."""
    start = max(since - world.calls_forgotten, 0)
    return {
        "next": world.calls_forgotten + len(world.calls),
        "calls": [_call(call) for call in world.calls[start:]],
    }


def _chat(world: World, chat: Chat) -> Json:
    person = world.persons.get(chat.id)
    return {
        "id": chat.id,
        "kind": chat.kind,
        "title": chat.shape.get("title") or chat.shape.get("first_name"),
        "bot_status": chat.bot_status,
        "migrated_to": world.migrated.get(chat.id),
        "members": [
            {"id": number, "first_name": world.persons[number].first_name, "status": status}
            for number, status in chat.members.items()
        ],
        "topics": chat.topics,
        "pinned": chat.pinned,
        "keyboard": _keyboard(chat),
        "commands": menu(world, chat),
        "answers": [{"text": t, "alert": a} for t, a in person.answers()] if person else [],
        "messages": [_message(m) for m in list(chat.messages.values())[-SHOWN_MESSAGES:]],
    }


def _keyboard(chat: Chat) -> list[list[Json]]:
    """The reply keyboard row by row; the cells are objects with at least a text."""
    cells = iter(reply_cells(chat))
    rows = (chat.reply_markup or {}).get("keyboard") or ()
    return [[next(cells) for _ in row] for row in rows]


def menu(world: World, chat: Chat) -> list[Json]:
    """The commands a person sees in this chat: the narrowest scope wins, French first."""
    everyone = "all_private_chats" if chat.is_private else "all_group_chats"
    scopes: list[Json] = [
        {"type": "chat_member", "chat_id": chat.id, "user_id": chat.id},
        {"type": "chat", "chat_id": chat.id},
        {"type": everyone},
        {"type": "default"},
    ]
    for scope in scopes:
        for language in ("fr", ""):
            found = world.commands.get((json.dumps(scope, sort_keys=True), language))
            if found:
                return found
    return []


def _message(message: SimMessage) -> Json:
    data = message.data
    return {
        "message_id": message.message_id,
        "from": data["from"],
        "date": data["date"],
        "text": message.text,
        "entities": message.entities,
        "photo": data["photo"][-1]["file_id"] if "photo" in data else None,
        "document": data.get("document"),
        "location": data.get("location"),
        "reply_to": data.get("reply_to_message", {}).get("message_id"),
        "thread": data.get("message_thread_id"),
        "keyboard": [
            [{"label": b.label, "data": b.data, "url": b.url} for b in row]
            for row in message.keyboard
        ],
        "reactions": message.reactions,
        "edited": message.edited,
        "deleted": message.deleted,
    }


def _call(call: Call) -> Json:
    return {
        "method": call.method,
        "params": {name: _plain(value) for name, value in call.params.items()},
        "status": call.status,
        "response": call.response,
        "at": call.at.isoformat(),
    }


def _plain(value: Any) -> Any:
    """A parameter as JSON; of an uploaded file, its name and size."""
    if isinstance(value, tuple):
        return {"file": value[1], "size": len(value[0])}
    return value
