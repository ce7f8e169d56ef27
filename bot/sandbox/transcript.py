"""A chat as readable lines, for golden files and for debugging."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from bot.sandbox.model import label
from bot.sandbox.refusals import Json

MARKS = {"edits": " (modifié)", "deletes": " (supprimé)", "taps": " tape", "answer": " (bandeau)"}
OTHER_CONTENT = {
    "photo": "photo",
    "document": "document",
    "voice": "message vocal",
    "sticker": "autocollant",
    "contact": "contact",
    "poll": "sondage",
    "new_chat_members": "arrivée",
    "left_chat_member": "départ",
    "group_chat_created": "groupe créé",
    "forum_topic_created": "sujet créé",
    "migrate_to_chat_id": "groupe devenu supergroupe",
    "migrate_from_chat_id": "groupe devenu supergroupe",
}


class SimEvent(NamedTuple):
    """Something seen in a chat; `kind` is says, edits, deletes, taps or answer."""

    kind: str
    data: Json
    markup: Json | None


def render(events: Iterable[SimEvent]) -> str:
    """One line per text line, then the buttons: « [label] » inline, « {label} » below."""
    return "".join(_render(event) for event in events)


def _render(event: SimEvent) -> str:
    who = event.data["from"]["first_name"] + MARKS.get(event.kind, "")
    lines = [f"{who} : {describe(event.data)}"]
    if event.kind != "deletes":
        lines += _rows(event.markup or {})
    return "\n".join(lines).replace("\n", "\n    ") + "\n"


def describe(data: Json) -> str:
    """The words of a message, or what it is when it has none."""
    words = str(data.get("text") or data.get("caption") or "")
    if "location" in data:
        place = data["location"]
        return f"<position {place['latitude']}, {place['longitude']}>"
    kind = next((name for key, name in OTHER_CONTENT.items() if key in data), "")
    return f"<{kind}> {words}".rstrip() if kind else words


def _rows(markup: Json) -> list[str]:
    inline = markup.get("inline_keyboard") or ()
    below = markup.get("keyboard") or ()
    return [" ".join(f"[{label(cell)}]" for cell in row) for row in inline] + [
        " ".join(f"{{{label(cell)}}}" for cell in row) for row in below
    ]
