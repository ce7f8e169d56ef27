"""Parameters of the methods: their names, their kinds, and how raw values are read."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from bot.sandbox.files import SimUpload
from bot.sandbox.refusals import Json, bad_request

ParamReader = Callable[[str, Any], Any]
Table = Mapping[str, ParamReader]


def text(name: str, raw: Any) -> str:
    if isinstance(raw, str):
        return raw
    if isinstance(raw, (bool, dict, list)) or raw is None:
        raise bad_request(f'field "{name}" must be of type String')
    return str(raw)


def integer(name: str, raw: Any) -> int:
    try:
        return int(raw)
    except (TypeError, ValueError):
        raise bad_request(f'field "{name}" must be a valid Number') from None


def number(name: str, raw: Any) -> float:
    try:
        return float(raw)
    except (TypeError, ValueError):
        raise bad_request(f'field "{name}" must be a valid Number') from None


def boolean(name: str, raw: Any) -> bool:
    return raw if isinstance(raw, bool) else str(raw).lower() in ("true", "1", "yes")


def structure(name: str, raw: Any) -> Any:
    """An object or an array, given as such in JSON or written as JSON text in a form."""
    if not isinstance(raw, str):
        return raw
    return parse_json(raw, f"can't parse {name.replace('_', ' ')} JSON object")


def parse_json(raw: str, complaint: str) -> Any:
    """`raw` decoded; refused with `complaint`, or when it hides half a character."""
    try:
        found = json.loads(raw)
    except ValueError:
        raise bad_request(complaint) from None
    if "\\u" in raw:
        refuse_half_characters(json.dumps(found, ensure_ascii=False))
    return found


def refuse_half_characters(words: str) -> None:
    try:
        words.encode()
    except UnicodeEncodeError:
        raise bad_request("strings must be encoded in UTF-8") from None


def chat(_name: str, raw: Any) -> int:
    """A chat's number; names (@channel) do not exist on the practice ground."""
    try:
        return int(raw)
    except (TypeError, ValueError):
        raise bad_request("chat not found") from None


def file(name: str, raw: Any) -> SimUpload | str:
    return raw if isinstance(raw, SimUpload) else text(name, raw)


CHAT: Table = {"chat_id": chat}
TARGET: Table = {"chat_id": chat, "message_id": integer, "inline_message_id": text}
MARKUP: Table = {"reply_markup": structure}
FORWARDING: Table = {
    **CHAT,
    "message_thread_id": integer,
    "disable_notification": boolean,
    "protect_content": boolean,
    "message_effect_id": text,
}
ALBUM: Table = {**FORWARDING, "allow_paid_broadcast": boolean, "reply_parameters": structure}
SENDING: Table = {**ALBUM, **MARKUP}
TEXT: Table = {
    "text": text,
    "parse_mode": text,
    "entities": structure,
    "link_preview_options": structure,
}
FILE_CAPTION: Table = {"caption": text, "parse_mode": text, "caption_entities": structure}
CAPTION: Table = {**FILE_CAPTION, "show_caption_above_media": boolean}


def read(table: Table, raw: Json, *, strict: bool) -> Json:
    """Raw values read as their kinds; when strict, an unknown name is refused by name.

    A file sent beside the parameters is found under `attach://<its name>`.
    """
    params: Json = {}
    for name, value in raw.items():
        reader = table.get(name)
        if reader is not None:
            params[name] = reader(name, value)
        elif isinstance(value, SimUpload):
            params[f"attach://{name}"] = value
        elif strict:
            raise bad_request(f"unknown parameter {name}")
    return params
