"""Methods that answer at once: a tap, and « is typing »."""

from __future__ import annotations

from bot.sandbox.methods.contract import Method
from bot.sandbox.parameters import CHAT, boolean, integer, text
from bot.sandbox.refusals import Json, bad_request
from bot.sandbox.transcript import SimEvent
from bot.sandbox.world import World

LONGEST_ANSWER = 200
ACTIONS = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ]
)


def answer(world: World, params: Json) -> bool:
    words = params.get("text", "")
    if len(words) > LONGEST_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    key = params.get("callback_query_id", "")
    alert = params.get("show_alert", False)
    query = world.queries.answer(key, words, alert, world.clock.now())
    if words:
        shown = {"from": world.bot, "text": words}
        world.chats[query.chat_id].events.append(SimEvent("answer", shown, None))
    return True


def chat_action(world: World, params: Json) -> bool:
    world.open_chat(params.get("chat_id"))
    if params.get("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    return True


METHODS = [
    Method(
        "answerCallbackQuery",
        {
            "callback_query_id": text,
            "text": text,
            "show_alert": boolean,
            "url": text,
            "cache_time": integer,
        },
        answer,
    ),
    Method("sendChatAction", {**CHAT, "action": text, "message_thread_id": integer}, chat_action),
]
