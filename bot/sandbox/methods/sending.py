"""Methods that send: texts, photos, documents, albums, positions, copies and forwards."""

from __future__ import annotations

from typing import Any

from bot.sandbox.contents import album_id
from bot.sandbox.methods.composing import (
    caption_content,
    deliver,
    media_content,
    text_content,
)
from bot.sandbox.methods.contract import Method
from bot.sandbox.model import SimMessage
from bot.sandbox.parameters import (
    ALBUM,
    CAPTION,
    FILE_CAPTION,
    FORWARDING,
    SENDING,
    TEXT,
    boolean,
    chat,
    file,
    integer,
    number,
    structure,
)
from bot.sandbox.refusals import Json, bad_request
from bot.sandbox.world import World

MOST_IN_ALBUM = 10
COPIED = (
    *("text", "entities", "photo", "document", "voice", "sticker", "contact", "poll"),
    *("location", "caption", "caption_entities"),
)


def send_message(world: World, params: Json) -> Json:
    return deliver(world, params, text_content(world, params)).data


def send_photo(world: World, params: Json) -> Json:
    return _send_media(world, params, "photo")


def send_document(world: World, params: Json) -> Json:
    return _send_media(world, params, "document")


def _send_media(world: World, params: Json, kind: str) -> Json:
    world.open_chat(params.get("chat_id"))
    content, photo = media_content(world, params, kind, params.get(kind))
    return deliver(world, params, content | caption_content(world, params), photo).data


def send_media_group(world: World, params: Json) -> list[Json]:
    """All or nothing: every item is checked before the first is posted."""
    items = params.get("media") or []
    if not items:
        raise bad_request("there are no messages to send")
    if len(items) > MOST_IN_ALBUM:
        raise bad_request("too many messages to send as an album")
    album = {"media_group_id": album_id()}
    ready = [_album_item(world, params, item) for item in items]
    weights = [len(ready), *[0] * len(ready)]
    return [
        deliver(world, params, content | album, photo, weight=weight).data
        for (content, photo), weight in zip(ready, weights, strict=False)
    ]


def _album_item(world: World, params: Json, item: Any) -> tuple[Json, bytes | None]:
    kind = item.get("type") if isinstance(item, dict) else None
    if kind not in ("photo", "document"):
        raise bad_request("can't parse InputMedia: media type must be photo or document")
    content, photo = media_content(world, params, kind, item.get("media"))
    return content | caption_content(world, item), photo


def send_location(world: World, params: Json) -> Json:
    place = {"latitude": params.get("latitude"), "longitude": params.get("longitude")}
    if None in place.values():
        raise bad_request("location is not specified")
    if abs(place["latitude"] or 0) > 90 or abs(place["longitude"] or 0) > 180:
        raise bad_request("wrong latitude or longitude")
    return deliver(world, params, {"location": place}).data


def copy_message(world: World, params: Json) -> Json:
    source = _source(world, params, "to copy")
    content = {key: source.data[key] for key in COPIED if key in source.data}
    if not content:
        raise bad_request("message can't be copied")
    if "caption" in params:
        content |= caption_content(world, params)
    return {"message_id": deliver(world, params, content, source.photo).message_id}


def forward_message(world: World, params: Json) -> Json:
    source = _source(world, params, "to forward")
    if source.data.get("has_protected_content"):
        raise bad_request("message can't be forwarded")
    content = {key: source.data[key] for key in COPIED if key in source.data}
    origin = {
        "type": "user",
        "sender_user": source.data["from"],
        "date": source.data["date"],
    }
    return deliver(world, params, {**content, "forward_origin": origin}, source.photo).data


def _source(world: World, params: Json, what: str) -> SimMessage:
    world.open_chat(params.get("chat_id"))
    return world.chat(params.get("from_chat_id")).find(params.get("message_id"), what)


SOURCE = {"from_chat_id": chat, "message_id": integer}
METHODS = [
    Method("sendMessage", {**SENDING, **TEXT}, send_message),
    Method("sendPhoto", {**SENDING, **CAPTION, "photo": file, "has_spoiler": boolean}, send_photo),
    Method(
        "sendDocument",
        {
            **SENDING,
            **FILE_CAPTION,
            "document": file,
            "disable_content_type_detection": boolean,
        },
        send_document,
    ),
    Method("sendMediaGroup", {**ALBUM, "media": structure}, send_media_group),
    Method(
        "sendLocation",
        {**SENDING, "latitude": number, "longitude": number, "horizontal_accuracy": number},
        send_location,
    ),
    Method("copyMessage", {**SENDING, **CAPTION, **SOURCE}, copy_message),
    Method("forwardMessage", {**FORWARDING, **SOURCE}, forward_message),
]
