"""A raw update, read into the few things a turn needs; what cannot be read raises."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.domain.signes import sans_pieges

PHOTO_MAX_BYTES = 10 * 1024 * 1024


class UpdateKind(StrEnum):
    """What the person did."""

    TEXT = "text"
    TAP = "tap"
    PHOTO = "photo"
    POSITION = "position"
    UNSUPPORTED = "unsupported"
    EDITED = "edited"
    MEMBERSHIP = "membership"
    MIGRATION = "migration"
    REACTION = "reaction"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Incoming:
    """Who did what, where, and for a message when it was `sent` (Unix seconds).

    `detail` is the kind of unsupported content, the new membership, or the reaction that was just
    put; `topic` that of a forum; `answers` the message to which it replies.
    """

    kind: UpdateKind
    chat_id: int
    user_id: int
    private: bool
    sent: int | None = None
    first_name: str = ""
    text: str = ""
    photo: dict[str, Any] | None = None
    latitude: float = 0.0
    longitude: float = 0.0
    callback_id: str = ""
    message_id: int | None = None
    media_group: str | None = None
    topic: int | None = None
    answers: int | None = None
    detail: str = ""


UNSUPPORTED = (
    "voice",
    "audio",
    "document",
    "sticker",
    "contact",
    "poll",
    "video",
    "video_note",
    "animation",
    "dice",
    "story",
)


def read(update: dict[str, Any]) -> Incoming:
    """The one thing that `update` (Telegram's JSON) says. Raises KeyError when malformed."""
    if "callback_query" in update:
        return _tap(update["callback_query"])
    if "message" in update:
        return _message(update["message"])
    if "edited_message" in update:
        return _edited(update["edited_message"])
    if "my_chat_member" in update:
        return _membership(update["my_chat_member"])
    if "message_reaction" in update:
        return _reaction(update["message_reaction"])
    return Incoming(UpdateKind.SILENT, 0, 0, private=False)


def _tap(query: dict[str, Any]) -> Incoming:
    message = query["message"]
    return Incoming(
        UpdateKind.TAP,
        message["chat"]["id"],
        query["from"]["id"],
        private=message["chat"]["type"] == "private",
        first_name=sans_pieges(query["from"]["first_name"]),
        text=query.get("data", ""),
        callback_id=query["id"],
        message_id=message["message_id"],
    )


def _message(message: dict[str, Any]) -> Incoming:
    if "migrate_to_chat_id" in message:
        return _plain(UpdateKind.MIGRATION, message, detail=str(message["migrate_to_chat_id"]))
    refused = _refusal(message)
    if refused:
        return _plain(UpdateKind.UNSUPPORTED, message, detail=refused)
    if "photo" in message:
        return _photo(message)
    if "location" in message:
        return _position(message)
    if "text" in message:
        return _plain(UpdateKind.TEXT, message, text=sans_pieges(message["text"]))
    return _plain(UpdateKind.SILENT, message)


def _edited(message: dict[str, Any]) -> Incoming:
    """A message's new words, at the hour they were changed.

    A live position is edited every few seconds by the phone itself: nobody said anything.
    """
    kind = UpdateKind.SILENT if "location" in message else UpdateKind.EDITED
    text = sans_pieges(message.get("text") or message.get("caption") or "")
    changed = message.get("edit_date") or message.get("date")
    return _plain(kind, {**message, "date": changed}, text=text)


def _refusal(message: dict[str, Any]) -> str:
    """Forged or unhandled content; a forwarded message is never a record of one's own."""
    if "forward_origin" in message:
        return "forward"
    if "via_bot" in message or _masked(message):
        return "disguised"
    return next((kind for kind in UNSUPPORTED if kind in message), "")


def _masked(message: dict[str, Any]) -> bool:
    """Under another name; an anonymous administrator speaks as the group itself, and may."""
    mask = message.get("sender_chat")
    return mask is not None and mask.get("id") != message["chat"]["id"]


def _photo(message: dict[str, Any]) -> Incoming:
    sizes = [size for size in message["photo"] if size.get("file_size", 0) <= PHOTO_MAX_BYTES]
    if not sizes:
        return _plain(UpdateKind.UNSUPPORTED, message, detail="heavy_photo")
    best = max(sizes, key=lambda size: size["width"] * size["height"])
    photo = {"file_id": best["file_id"], "unique": best["file_unique_id"]}
    return _plain(
        UpdateKind.PHOTO,
        message,
        text=sans_pieges(message.get("caption", "")),
        photo=photo,
        media_group=message.get("media_group_id"),
    )


def _position(message: dict[str, Any]) -> Incoming:
    where = message["location"]
    return _plain(
        UpdateKind.POSITION, message, latitude=where["latitude"], longitude=where["longitude"]
    )


def _membership(change: dict[str, Any]) -> Incoming:
    return _plain(UpdateKind.MEMBERSHIP, change, detail=change["new_chat_member"]["status"])


def _reaction(change: dict[str, Any]) -> Incoming:
    """The one that was added; one taken back, or put by nobody in particular, says nothing."""
    new = [one for one in change["new_reaction"] if one not in change["old_reaction"]]
    emoji = next((one["emoji"] for one in new if one.get("type") == "emoji"), "")
    kind = UpdateKind.REACTION if emoji and "user" in change else UpdateKind.SILENT
    return _plain(kind, {**change, "from": change.get("user")}, detail=emoji)


def _plain(kind: UpdateKind, message: dict[str, Any], **more: Any) -> Incoming:
    sender = message.get("from") or {"id": 0, "first_name": ""}
    return Incoming(
        kind,
        message["chat"]["id"],
        sender["id"],
        private=message["chat"]["type"] == "private",
        sent=message.get("date"),
        first_name=sans_pieges(sender["first_name"]),
        message_id=message.get("message_id"),
        topic=_topic(message),
        answers=(message.get("reply_to_message") or {}).get("message_id"),
        **more,
    )


def _topic(message: dict[str, Any]) -> int | None:
    """The forum's topic in which it was said; a mere chain of replies is none."""
    return message.get("message_thread_id") if message.get("is_topic_message") else None
