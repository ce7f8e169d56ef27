"""What Telegram takes in one message: measured as it measures, and cut where it would refuse."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import escape, unescape
from typing import Any, Final

from bot.buttons import BYTES_MAX

TEXT_MAX: Final = 4096
CAPTION_MAX: Final = 1024
"""UTF-16 units, tags and entities once read."""
BUTTONS_MAX: Final = 100
KEYBOARD_MAX: Final = 10_000
"""Bytes of a keyboard in JSON: Telegram says « reply markup is too long » a little above."""
CUT: Final = "… La suite ne tient pas dans un message."

_TAG: Final = re.compile(r"<(/?)([a-z-]+)[^<>]*>")
Content = dict[str, Any]


def misfit(content: Content, *, caption: bool = False) -> str:
    """Why Telegram would refuse that message, in the log's words; « » when it would not."""
    text, most = content.get("text", ""), _most(caption)
    # Nearly every message is short: nothing of it need be measured.
    long = measured(text) if 2 * len(text) > most else 0
    keys = _keys(content)
    size = _weight(content)
    if long > most:
        return f"{long} characters, {most} at most"
    if len(keys) > BUTTONS_MAX:
        return f"{len(keys)} buttons, {BUTTONS_MAX} at most"
    if size > KEYBOARD_MAX:
        return f"a keyboard of {size} bytes, {KEYBOARD_MAX} at most"
    heavy = [key[1] for key in keys if not _is_link(key) and len(key[1].encode()) > BYTES_MAX]
    return f"a button of more than {BYTES_MAX} bytes: {heavy[0]}" if heavy else ""


def fitted(content: Content, *, caption: bool = False) -> Content:
    """The same, cut to what Telegram takes: whole lines first, and always the last row."""
    cut = {**content, "text": shortened(content.get("text", ""), _most(caption))}
    rows = [[key for key in row if not _is_heavy(key)] for row in content.get("keyboard", ())]
    if rows:
        cut["keyboard"] = _few_enough([row for row in rows if row])
    return cut


def measured(text: str) -> int:
    """Length of an HTML text as Telegram counts it: UTF-16 units, without its tags."""
    said = unescape(_TAG.sub("", text)).strip()
    return len(said) if said.isascii() else len(said.encode("utf-16-le", "surrogatepass")) // 2


def shortened(text: str, most: int) -> str:
    """`text` (HTML) itself, or its first lines and that the rest is missing; tags are closed."""
    if measured(text) <= most:
        return text
    room = most - measured(CUT) - 1
    kept: list[str] = []
    for line in text.split("\n"):
        if measured("\n".join([*kept, line])) > room:
            break
        kept.append(line)
    first = "\n".join(kept) if kept else _clipped(text, room)
    return f"{first}{_closing(first)}\n{CUT}"


def _clipped(text: str, room: int) -> str:
    """The beginning of one endless line, its own tags given up."""
    said = unescape(_TAG.sub("", text)).strip()
    while measured(escape(said)) > room:
        said = said[: min(room, len(said) - 1)]
    return escape(said, quote=False)


def _closing(text: str) -> str:
    """The end tags that `text` still lacks, innermost first."""
    opened: list[str] = []
    for slash, name in _TAG.findall(text):
        if not slash:
            opened.append(name)
        elif opened:
            opened.pop()
    return "".join(f"</{name}>" for name in reversed(opened))


def _few_enough(rows: list[list[list[str]]]) -> list[list[list[str]]]:
    """The first rows that hold together with the last one, which is the way out."""
    firsts, last = rows[:-1], rows[-1:]
    kept = last
    for row in firsts:
        wider = [*kept[:-1], row, *last]
        if misfit({"keyboard": wider}):
            break
        kept = wider
    return kept


def _most(caption: bool) -> int:
    return CAPTION_MAX if caption else TEXT_MAX


def _keys(content: Content) -> list[list[str]]:
    return [key for row in content.get("keyboard", ()) for key in row]


def _weight(content: Content) -> int:
    """Bytes of the keyboard as it travels, menu keys included."""
    rows = content.get("keyboard") or content.get("menu") or ()
    if len(str(rows)) * 4 < KEYBOARD_MAX:
        return 0
    shape = [[list(_cells(key)) for key in row] for row in rows]
    return len(json.dumps(shape, ensure_ascii=False).encode())


def _cells(key: Any) -> Iterator[dict[str, str]]:
    """A key as Telegram reads it: its words, and what it does."""
    if isinstance(key, str):
        yield {"text": key}
    else:
        yield {"text": key[0], "url" if _is_link(key) else "callback_data": key[1]}


def _is_link(key: list[str]) -> bool:
    return len(key) > 2 and key[2] == "url"


def _is_heavy(key: list[str]) -> bool:
    return not _is_link(key) and len(key[1].encode()) > BYTES_MAX
