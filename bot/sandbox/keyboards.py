"""Checks of a reply markup: what Telegram accepts under a message."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from bot.sandbox.refusals import Json, Refusal, bad_request

MOST_BUTTONS = 100
HEAVIEST = 10_240
LONGEST_DATA = 64
ACTIONS = frozenset(
    {
        "url",
        "callback_data",
        "web_app",
        "login_url",
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
        "copy_text",
        "callback_game",
        "pay",
    }
)
INLINE_EXTRAS = frozenset({"text", "style", "icon_custom_emoji_id"})
REPLY_CELL = frozenset(
    {
        "text",
        "style",
        "icon_custom_emoji_id",
        "request_location",
        "request_contact",
        "request_users",
        "request_chat",
        "request_poll",
        "web_app",
    }
)
REPLY_OPTIONS = frozenset(
    {"keyboard", "is_persistent", "resize_keyboard", "one_time_keyboard"}
    | {"input_field_placeholder", "selective"}
)


def is_inline(markup: Json | None) -> bool:
    return bool(markup) and "inline_keyboard" in (markup or {})


def checked(markup: Any, *, is_private: bool) -> Json | None:
    """`markup` as it may go under a new message, or Telegram's refusal."""
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        return inline(markup)
    if "keyboard" in markup:
        return _reply(markup, is_private)
    if "remove_keyboard" in markup or "force_reply" in markup:
        return markup
    raise bad_request("object expected as reply markup")


def inline(markup: Any) -> Json | None:
    """An inline keyboard checked; an empty one is None."""
    if markup is None:
        return None
    if not isinstance(markup, dict) or set(markup) != {"inline_keyboard"}:
        raise bad_request("inline keyboard expected")
    cells = [cell for row in _rows(markup["inline_keyboard"]) for cell in row]
    for cell in cells:
        _check_button(cell)
    if len(cells) > MOST_BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    _check_weight(markup)
    return markup if cells else None


def _check_weight(markup: Json) -> None:
    # Telegram publishes no limit; people who met it count about ten thousand bytes.
    if len(json.dumps(markup, ensure_ascii=False).encode()) > HEAVIEST:
        raise bad_request("reply markup is too long")


def _rows(rows: Any) -> list[list[Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request("can't parse keyboard: Field must be of type Array")
    return rows


def _check_button(cell: Any) -> None:
    if not isinstance(cell, dict) or not isinstance(cell.get("text"), str):
        raise _bad_button('Field "text" must be of type String')
    if not cell["text"].strip():
        raise bad_request("BUTTON_TEXT_EMPTY")
    actions = ACTIONS & cell.keys()
    if not actions:
        raise _bad_button("Text buttons are unallowed in the inline keyboard")
    unknown = cell.keys() - ACTIONS - INLINE_EXTRAS
    if len(actions) > 1 or unknown:
        raise _bad_button(f"unexpected fields {sorted(unknown or actions)}")
    if "callback_data" in cell:
        _check_data(cell["callback_data"])
    elif "url" in cell:
        _check_url(cell["url"])


def _check_data(data: Any) -> None:
    # Counted in bytes: 33 times « é » is already too long.
    if not isinstance(data, str) or not 1 <= len(data.encode()) <= LONGEST_DATA:
        raise bad_request("BUTTON_DATA_INVALID")


def _check_url(url: Any) -> None:
    parts = urlsplit(str(url))
    local_name = parts.scheme != "tg" and "." not in (parts.hostname or "")
    if parts.scheme not in ("http", "https", "tg") or local_name:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def _reply(markup: Json, is_private: bool) -> Json:
    unknown = markup.keys() - REPLY_OPTIONS
    if unknown:
        raise bad_request(f"can't parse reply keyboard: unexpected fields {sorted(unknown)}")
    for cell in (cell for row in _rows(markup["keyboard"]) for cell in row):
        _check_reply_cell(cell, is_private)
    return markup


def _check_reply_cell(cell: Any, is_private: bool) -> None:
    if isinstance(cell, str):
        return
    if not isinstance(cell, dict) or not cell.get("text") or cell.keys() - REPLY_CELL:
        raise bad_request("can't parse reply keyboard button")
    if cell.get("request_location") and not is_private:
        raise bad_request("location can be requested in private chats only")


def _bad_button(words: str) -> Refusal:
    return bad_request(f"can't parse inline keyboard button: {words}")
