"""From parameters to a message in a chat: formatting, lengths, markup, replies, topics."""

from __future__ import annotations

from typing import Any

from bot.sandbox.chats import Chat
from bot.sandbox.contents import quoted
from bot.sandbox.entities import length, parse_html, trim
from bot.sandbox.files import File, SimUpload, is_picture
from bot.sandbox.keyboards import checked
from bot.sandbox.model import SimMessage
from bot.sandbox.refusals import Json, bad_request
from bot.sandbox.world import World

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024


def formatted(world: World, source: str, params: Json, field: str) -> tuple[str, list[Json]]:
    """The text of `source` without its markup, and its entities."""
    mode = params.get("parse_mode", "").lower()
    if mode == "html":
        return trim(*parse_html(source, strict=world.strict))
    if mode:
        raise bad_request("unsupported parse_mode")
    return trim(source, params.get(field) or [])


def text_content(world: World, params: Json) -> Json:
    text, entities = formatted(world, params.get("text", ""), params, "entities")
    if not text:
        raise bad_request("message text is empty")
    if length(text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return {"text": text, "entities": entities}


def caption_content(world: World, params: Json) -> Json:
    caption, entities = formatted(world, params.get("caption", ""), params, "caption_entities")
    if length(caption) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    return {"caption": caption, "caption_entities": entities}


def stored_file(world: World, params: Json, given: Any, folder: str) -> File:
    """The file a parameter means: uploaded, attached, or known by its id."""
    upload = params.get(given) if isinstance(given, str) else given
    if isinstance(upload, SimUpload):
        if not upload.data:
            raise bad_request("file must be non-empty")
        return world.files.store(folder, upload.data, name=upload.name, mime=upload.mime)
    if not isinstance(given, str) or not given:
        raise bad_request(f"there is no {folder.removesuffix('s')} in the request")
    if given.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    return world.files.get(given)


def media_content(world: World, params: Json, kind: str, given: Any) -> tuple[Json, bytes | None]:
    """The photo or document of a message, and the bytes when it is a photo."""
    file = stored_file(world, params, given, f"{kind}s")
    if kind == "document":
        shape = {"file_name": file.name, "mime_type": file.mime}
        return {"document": {**file.identity, **shape}}, None
    if not is_picture(file.data):
        raise bad_request("IMAGE_PROCESS_FAILED")
    return {"photo": world.files.photo_sizes(file)}, file.data


def deliver(
    world: World, params: Json, content: Json, photo: bytes | None = None, *, weight: int = 1
) -> SimMessage:
    """Put the bot's message in its chat; the checks come in Telegram's order."""
    chat = world.open_chat(params.get("chat_id"))
    markup = checked(params.get("reply_markup"), is_private=chat.is_private)
    extras = {**_reply(chat, params), **_thread(chat, params), **content}
    if params.get("protect_content"):
        extras["has_protected_content"] = True
    if world.limits is not None and weight:
        world.limits.check(chat.id, is_private=chat.is_private, weight=weight)
    return world.post(chat, world.bot, extras, markup, photo)


def _reply(chat: Chat, params: Json) -> Json:
    wanted = params.get("reply_parameters")
    if not wanted:
        return {}
    message = chat.messages.get(int(wanted["message_id"]))
    if message is not None and not message.deleted:
        return {"reply_to_message": quoted(message)}
    if wanted.get("allow_sending_without_reply"):
        return {}
    raise bad_request("message to be replied not found")


def _thread(chat: Chat, params: Json) -> Json:
    thread = params.get("message_thread_id")
    if thread is None:
        return {}
    if thread not in chat.topics:
        raise bad_request("message thread not found")
    return {"message_thread_id": thread, "is_topic_message": True}
