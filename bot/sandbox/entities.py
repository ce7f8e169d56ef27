"""Formatting of texts: HTML as Telegram parses it, with its complaints, and commands."""

from __future__ import annotations

import re
from html import unescape

from bot.sandbox.refusals import Json, Refusal, bad_request

KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
TOKEN = re.compile(r"<(/?)([A-Za-z0-9-]*)((?:\s[^<>]*)?)>|(<)|(&(?:#\d+|#x[0-9a-fA-F]+|\w+);)|(&)")
ATTRIBUTE = re.compile(r"""([a-zA-Z-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
KNOWN_ENTITIES = ("&lt;", "&gt;", "&amp;", "&quot;")
COMMAND = re.compile(r"(?<!\S)/[A-Za-z0-9_]{1,32}(?:@[A-Za-z0-9_]{3,32})?(?![A-Za-z0-9_])")


def length(text: str) -> int:
    """Length in UTF-16 units, Telegram's own measure."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def commands_in(text: str) -> list[Json]:
    """The `bot_command` entities Telegram adds to what a person writes."""
    if "/" not in text:
        return []
    return [
        {
            "type": "bot_command",
            "offset": length(text[: found.start()]),
            "length": length(found.group()),
        }
        for found in COMMAND.finditer(text)
    ]


def trim(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Both ends stripped as Telegram does, the entities moved and cut accordingly."""
    stripped = text.strip()
    if stripped == text or not entities:
        return stripped, entities
    lost, end = length(text) - length(text.lstrip()), length(stripped)
    moved = []
    for entity in entities:
        start = max(entity["offset"] - lost, 0)
        stop = min(entity["offset"] - lost + entity["length"], end)
        if stop > start:
            moved.append({**entity, "offset": start, "length": stop - start})
    return stripped, moved


def parse_html(source: str, *, strict: bool = True) -> tuple[str, list[Json]]:
    """Plain text and entities of an HTML text; raises « can't parse entities: … ».

    `strict` also refuses a bare « & », which Telegram lets through: it betrays a text that
    nobody escaped.
    """
    if "<" not in source and "&" not in source:
        return source, []
    return _Parser(source, strict).run()


class _Parser:
    """One pass over an HTML text."""

    def __init__(self, source: str, strict: bool) -> None:
        self.source = source
        self.strict = strict
        self.out: list[str] = []
        self.at = 0
        self.open: list[tuple[str, int, Json]] = []
        self.entities: list[Json] = []

    def run(self) -> tuple[str, list[Json]]:
        done = 0
        for token in TOKEN.finditer(self.source):
            self._write(self.source[done : token.start()])
            self._token(token)
            done = token.end()
        self._write(self.source[done:])
        if self.open:
            tag = self.open[-1][0]
            raise _cannot(f'Can\'t find end tag corresponding to start tag "{tag}"')
        self.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return "".join(self.out), self.entities

    def _write(self, text: str) -> None:
        self.out.append(text)
        self.at += length(text)

    def _token(self, token: re.Match[str]) -> None:
        closing, name, attributes, bracket, entity, _ = token.groups()
        if bracket:
            raise _cannot(f'Unsupported start tag "" at byte offset {self._byte(token)}')
        if name is None:
            self._character(token, entity or "&")
        elif closing:
            self._close(name.lower(), token)
        else:
            self._open(name.lower(), attributes, token)

    def _character(self, token: re.Match[str], entity: str) -> None:
        known = entity.startswith("&#") or entity in KNOWN_ENTITIES
        if not known and self.strict:
            raise _cannot(f"unescaped & at byte offset {self._byte(token)}")
        self._write(unescape(entity) if known else entity)

    def _open(self, name: str, attributes: str, token: re.Match[str]) -> None:
        if name not in KINDS:
            raise _cannot(f'Unsupported start tag "{name}" at byte offset {self._byte(token)}')
        given = {
            key.lower(): unescape(double or single or bare or "")
            for key, double, single, bare in ATTRIBUTE.findall(attributes)
        }
        if name == "span" and given.get("class") != "tg-spoiler":
            where = self._byte(token)
            raise _cannot(f'Tag "span" must have class "tg-spoiler" at byte offset {where}')
        self.open.append((name, self.at, given))

    def _close(self, name: str, token: re.Match[str]) -> None:
        where = self._byte(token)
        if not self.open:
            raise _cannot(f"Unexpected end tag at byte offset {where}")
        tag, start, attributes = self.open.pop()
        if name not in ("", tag):
            words = f'expected "</{tag}>", found "</{name}>"'
            raise _cannot(f"Unmatched end tag at byte offset {where}, {words}")
        if self.at > start:
            self._add(tag, start, attributes)

    def _add(self, tag: str, start: int, attributes: Json) -> None:
        entity: Json = {"type": KINDS[tag], "offset": start, "length": self.at - start}
        if tag == "a":
            if not attributes.get("href"):
                return
            entity["url"] = attributes["href"]
        elif tag == "blockquote" and "expandable" in attributes:
            entity["type"] = "expandable_blockquote"
        elif tag == "tg-emoji":
            entity["custom_emoji_id"] = attributes.get("emoji-id", "")
        elif tag == "code" and self.open and self.open[-1][0] == "pre":
            self.open[-1][2]["language"] = attributes.get("class", "").removeprefix("language-")
            return
        if tag == "pre" and attributes.get("language"):
            entity["language"] = attributes["language"]
        self.entities.append(entity)

    def _byte(self, token: re.Match[str]) -> int:
        return len(self.source[: token.start()].encode())


def _cannot(words: str) -> Refusal:
    return bad_request(f"can't parse entities: {words}")
