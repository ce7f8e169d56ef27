"""An independent judge of the traffic: aiogram's types, and Telegram's limits counted afresh."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from bot.sandbox.model import Call
from bot.sandbox.world import World

if TYPE_CHECKING:
    # Three seconds of each process of tests: only those that judge something wait for it.
    import aiogram.methods

Json = dict[str, Any]
TAGS = frozenset(
    {"b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "span", "tg-spoiler"}
    | {"a", "code", "pre", "blockquote", "tg-emoji"}
)
LONGEST = {"text": 4096, "caption": 1024}
LONGEST_BANNER = 200
LONGEST_DATA = 64
_adapters: dict[str, TypeAdapter[Any]] = {}


def check_calls(world: World) -> None:
    """Fail with every complaint about what the bot asked and what the world answered."""
    complaints = list(problems(world.calls))
    assert not complaints, "\n".join(complaints)
    assert not world.calls_forgotten, "some calls were forgotten before they were checked"


def problems(calls: Iterable[Call]) -> Iterator[str]:
    for rank, call in enumerate(calls):
        for complaint in (*request_problems(call), *answer_problems(call)):
            yield f"call {rank}, {call.method}: {complaint}"


def request_problems(call: Call) -> Iterator[str]:
    """Fields, their types, and the limits that aiogram's types do not hold."""
    model = _model(call.method)
    if model is None:
        yield "aiogram knows no such method"
        return
    params = {k: _plain(v) for k, v in call.params.items() if not k.startswith("attach://")}
    for name in params.keys() - model.model_fields.keys():
        yield f"unknown parameter {name}"
    try:
        model.model_validate(params)
    except ValidationError as error:
        yield f"request refused: {error}"
    yield from _text_problems(call.method, params)
    yield from _button_problems(params.get("reply_markup"))


def answer_problems(call: Call) -> Iterator[str]:
    """The envelope, and the result as the type that the method promises."""
    if call.status != 200:
        if call.response["ok"] or call.response["error_code"] != call.status:
            yield f"a refusal that is not one: {call.response}"
        return
    model = _model(call.method)
    if model is None:
        return
    try:
        result = _adapter(model).validate_python(call.response["result"])
    except ValidationError as error:
        yield f"answer refused: {error}"
        return
    for path in strange_fields(result):
        yield f"answer has a field unknown to Telegram: {path}"


def update_problems(shape: Json) -> Iterator[str]:
    """What aiogram says against an update."""
    from aiogram.types import Update

    try:
        update = Update.model_validate(shape)
    except ValidationError as error:
        yield str(error)
        return
    yield from strange_fields(update)


def strange_fields(found: Any, path: str = "") -> Iterator[str]:
    """Fields, however deep, that aiogram's types do not declare."""
    if isinstance(found, list):
        for item in found:
            yield from strange_fields(item, path)
    elif isinstance(found, BaseModel):
        yield from (f"{path}.{name}" for name in found.model_extra or ())
        for name in type(found).model_fields:
            yield from strange_fields(getattr(found, name), f"{path}.{name}")


def _text_problems(method: str, params: Json) -> Iterator[str]:
    banner = method == "answerCallbackQuery"
    media = params.get("media") or []
    for holder in (params, *(media if isinstance(media, list) else [media])):
        for field, longest in LONGEST.items():
            words = str(holder.get(field) or "")
            if str(holder.get("parse_mode", "")).lower() == "html":
                page = _Page()
                page.feed(words)
                page.close()
                yield from page.complaints()
                words = page.words
            most = LONGEST_BANNER if banner else longest
            if len(words.encode("utf-16-le")) // 2 > most:
                yield f"{field} longer than {most}"


def _button_problems(markup: Any) -> Iterator[str]:
    rows = markup.get("inline_keyboard", ()) if isinstance(markup, dict) else ()
    for cell in (cell for row in rows for cell in row):
        size = len(str(cell.get("callback_data", "")).encode())
        if size > LONGEST_DATA:
            yield f"callback data of {size} bytes under {cell['text']!r}"


class _Page(HTMLParser):
    """Python's own reading of a text in HTML: another author than the practice ground's."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.words = ""
        self._open: list[str] = []
        self._wrong: list[str] = []

    def complaints(self) -> list[str]:
        return self._wrong + [f"tag {tag} is never closed" for tag in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self._wrong.append(f"tag {tag} does not exist at Telegram")
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self._wrong.append(f"tag {tag} closed out of turn")

    def handle_data(self, data: str) -> None:
        self.words += data
        if "<" in data or "&" in data:
            self._wrong.append(f"unescaped character in {data!r}")

    def handle_entityref(self, name: str) -> None:
        self.words += "."
        if name not in ("lt", "gt", "amp", "quot"):
            self._wrong.append(f"entity &{name}; does not exist at Telegram")

    def handle_charref(self, name: str) -> None:
        self.words += "."


def _model(method: str) -> type[aiogram.methods.TelegramMethod[Any]] | None:
    import aiogram.methods

    found = getattr(aiogram.methods, method[:1].upper() + method[1:], None)
    return found if isinstance(found, type) else None


def _adapter(model: type[aiogram.methods.TelegramMethod[Any]]) -> TypeAdapter[Any]:
    name = model.__name__
    if name not in _adapters:
        _adapters[name] = TypeAdapter(model.__returning__)
    return _adapters[name]


def _plain(value: Any) -> Any:
    """An uploaded file as aiogram would name it."""
    return "attach://file" if isinstance(value, tuple) else value
