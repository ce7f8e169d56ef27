"""What an outbox row says, as Bot API parameters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

NO_PREVIEW: Final = {"is_disabled": True}
REPEATED: Final = "↻ Renvoyé après une coupure.\n"


def parameters(
    chat_id: str, text: str, content: dict[str, Any], *, caption: bool
) -> dict[str, Any]:
    """Of a message or of its rewriting: HTML text (or caption), buttons, no link preview."""
    values: dict[str, Any] = {"chat_id": chat_id, "parse_mode": "HTML"}
    if caption:
        values["caption"] = text
    else:
        values["text"] = text
        values["link_preview_options"] = NO_PREVIEW
    markup = _markup(content)
    if markup:
        values["reply_markup"] = markup
    return values


def album(text: str, fields: Sequence[str]) -> list[dict[str, str]]:
    """Photos of one request, by the names of its fields; the words stand under the first."""
    media = [{"type": "photo", "media": f"attach://{field}"} for field in fields]
    media[0] |= {"caption": text, "parse_mode": "HTML"}
    return media


def _markup(content: dict[str, Any]) -> dict[str, Any] | None:
    keyboard = content.get("keyboard")
    if keyboard:
        return {"inline_keyboard": [[_button(*button) for button in row] for row in keyboard]}
    menu = content.get("menu")
    if menu:
        # Only the first row sends the position: the rest of the menu stays at hand.
        first = menu[0] if content.get("ask_location") else ()
        rows = [[_key(label, asks_place=row is first) for label in row] for row in menu]
        return {"keyboard": rows, "resize_keyboard": True, "is_persistent": True}
    return {"remove_keyboard": True} if content.get("clear") else None


def _button(label: str, target: str, kind: str = "data") -> dict[str, str]:
    return {"text": label, "url" if kind == "url" else "callback_data": target}


def _key(label: str, *, asks_place: bool) -> dict[str, Any]:
    return {"text": label, "request_location": True} if asks_place else {"text": label}
