"""Methods that change or remove messages already there."""

from __future__ import annotations

from bot.sandbox.keyboards import inline, is_inline
from bot.sandbox.methods.composing import caption_content, media_content, text_content
from bot.sandbox.methods.contract import Method
from bot.sandbox.model import SimMessage
from bot.sandbox.parameters import CAPTION, CHAT, MARKUP, TARGET, TEXT, integer, structure
from bot.sandbox.refusals import Json, bad_request
from bot.sandbox.world import World

DELETABLE_FOR = 48 * 3600
MOST_AT_ONCE = 100
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)


def edit_text(world: World, params: Json) -> Json:
    message = _editable(world, params)
    if "text" not in message.data:
        raise bad_request("there is no text in the message to edit")
    return _change(world, message, text_content(world, params), params)


def edit_caption(world: World, params: Json) -> Json:
    message = _editable(world, params)
    if not {"photo", "document"} & message.data.keys():
        raise bad_request("there is no caption in the message to edit")
    return _change(world, message, caption_content(world, params), params)


def edit_media(world: World, params: Json) -> Json:
    message = _editable(world, params)
    media = params.get("media") or {}
    if media.get("type") not in ("photo", "document"):
        raise bad_request("can't parse InputMedia: media type must be photo or document")
    content, photo = media_content(world, params, media["type"], media.get("media"))
    empty = {"text": None, "entities": None, "photo": None, "document": None}
    answer = _change(world, message, empty | content | caption_content(world, media), params)
    message.photo = photo
    return answer


def edit_markup(world: World, params: Json) -> Json:
    return _change(world, _editable(world, params), {}, params)


def _editable(world: World, params: Json) -> SimMessage:
    """The bot's own message meant by the parameters; no reply keyboard may hang under it."""
    if "chat_id" not in params or "message_id" not in params:
        raise bad_request("message identifier is not specified")
    message = world.open_chat(params["chat_id"]).find(params["message_id"], "to edit")
    held = message.markup is not None and {"keyboard", "force_reply"} & message.markup.keys()
    if not message.from_bot or held:
        raise bad_request("message can't be edited")
    return message


def _change(world: World, message: SimMessage, content: Json, params: Json) -> Json:
    """New content and markup (none given: the buttons go); refuses a change of nothing."""
    markup = inline(params.get("reply_markup"))
    new = {**message.data, **content, "reply_markup": markup}
    new = {key: value for key, value in new.items() if value not in (None, "", [])}
    if new == message.data:
        raise bad_request(NOT_MODIFIED)
    new["edit_date"] = world.now()
    message.data = new
    if is_inline(markup) or is_inline(message.markup):
        message.markup = markup
    message.edited += 1
    world.chats[message.chat_id].note("edits", message)
    return new


def delete_message(world: World, params: Json) -> bool:
    chat = world.open_chat(params.get("chat_id"))
    message = chat.find(params.get("message_id"), "to delete")
    theirs_in_group = not (message.from_bot or chat.is_private)
    if theirs_in_group and chat.bot_status != "administrator":
        raise bad_request("message can't be deleted")
    if world.now() - message.data["date"] > DELETABLE_FOR:
        raise bad_request("message can't be deleted for everyone")
    message.deleted = True
    chat.note("deletes", message)
    return True


def delete_messages(world: World, params: Json) -> bool:
    """Several at once; Telegram passes over those it cannot find."""
    numbers = params.get("message_ids") or []
    if not 1 <= len(numbers) <= MOST_AT_ONCE:
        raise bad_request("message identifiers are not specified")
    chat = world.open_chat(params.get("chat_id"))
    for number in numbers:
        message = chat.messages.get(int(number))
        if message is not None and not message.deleted:
            delete_message(world, {"chat_id": chat.id, "message_id": int(number)})
    return True


METHODS = [
    Method("editMessageText", {**TARGET, **TEXT, **MARKUP}, edit_text),
    Method("editMessageCaption", {**TARGET, **CAPTION, **MARKUP}, edit_caption),
    Method("editMessageMedia", {**TARGET, **MARKUP, "media": structure}, edit_media),
    Method("editMessageReplyMarkup", {**TARGET, **MARKUP}, edit_markup),
    Method("deleteMessage", {**CHAT, "message_id": integer}, delete_message),
    Method("deleteMessages", {**CHAT, "message_ids": structure}, delete_messages),
]
