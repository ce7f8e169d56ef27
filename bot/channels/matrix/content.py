"""What an outbox row says, as the events of a room: HTML, and the same as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any, Final

MXC: Final = re.compile(r"mxc://[A-Za-z0-9.:\-\[\]]{1,255}/[A-Za-z0-9_\-]{1,255}")
PHOTOS: Final = ("image/jpeg", "image/png", "image/webp")
HTML: Final = "org.matrix.custom.html"
_LINK: Final = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)
_TAG: Final = re.compile(r"<[^>]+>")
_VARIANTS: Final = re.compile("[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]")
_QUOTED: Final = re.compile(r"(> ?.*\n)+\n?")


def message(text: str, *, to: str | None = None) -> dict[str, Any]:
    """A message of that HTML (as outbox rows say it); `to`: the event that it answers.

    An answer is a notice: no other bot answers it in its turn.
    """
    said: dict[str, Any] = {
        "msgtype": "m.notice" if to else "m.text",
        "body": plain(text),
        "format": HTML,
        "formatted_body": text.replace("\n", "<br>"),
    }
    return said | ({"m.relates_to": {"m.in_reply_to": {"event_id": to}}} if to else {})


def replacing(event: str, said: dict[str, Any]) -> dict[str, Any]:
    """The same instead of that event; who cannot show it so reads it as a message more."""
    relation = {"rel_type": "m.replace", "event_id": event}
    return said | {"m.new_content": said, "m.relates_to": relation}


def picture(mxc: str, name: str, size: int) -> dict[str, Any]:
    """A photo that the server keeps under that address; size: bytes."""
    info = {"mimetype": "image/jpeg", "size": size}
    return {"msgtype": "m.image", "body": name, "url": mxc, "info": info}


def plain(text: str) -> str:
    """The words of that HTML, an address after each link."""
    return unescape(_TAG.sub("", _LINK.sub(r"\2 : \1", text)))


def related(content: dict[str, Any]) -> Iterator[str]:
    """The events that this one is about: that it answers, reacts to, or hangs on in a thread."""
    relation = content.get("m.relates_to")
    if not isinstance(relation, dict) or relation.get("rel_type") == "m.replace":
        return
    answered = relation.get("m.in_reply_to")
    for named in (
        answered.get("event_id") if isinstance(answered, dict) else None,
        relation.get("event_id"),
    ):
        if isinstance(named, str):
            yield named


def gesture(content: dict[str, Any]) -> str:
    """The sign of a reaction, whatever its colour and its variant; « » when there is none."""
    relation = content.get("m.relates_to")
    key = relation.get("key") if isinstance(relation, dict) else None
    return _VARIANTS.sub("", key) if isinstance(key, str) else ""


def photo(content: dict[str, Any]) -> str:
    """Where the server keeps the photo that this is (« mxc://… »); « » when it is none."""
    url, info = content.get("url"), content.get("info")
    kind = info.get("mimetype", "image/jpeg") if isinstance(info, dict) else "image/jpeg"
    is_one = content.get("msgtype") == "m.image" and kind in PHOTOS
    return url if is_one and isinstance(url, str) and MXC.fullmatch(url) else ""


def _is_name(content: dict[str, Any]) -> bool:
    """Whether its words are but the name of its file: newer clients write a caption there."""
    return "url" in content and content.get("filename", content["body"]) == content["body"]


def typed(content: dict[str, Any]) -> str:
    """What its author typed, without what older clients quote above an answer."""
    body = content.get("body")
    if not isinstance(body, str) or _is_name(content):
        return ""
    quoted = _QUOTED.match(body)
    return body[quoted.end() :] if quoted and any(related(content)) else body
