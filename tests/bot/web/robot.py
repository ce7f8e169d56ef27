"""A robot that reads mails: it opens every link, and sends every form as the page gives it."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Form:
    """Where it posts, what it holds by default, and a pair more for each of its buttons."""

    action: str
    only_looks: bool = False
    """Its answers stand in the address of another reading: nothing is sent."""
    fields: dict[str, str] = field(default_factory=dict)
    buttons: list[dict[str, str]] = field(default_factory=list)

    def sent(self) -> list[dict[str, str]]:
        """Once for each button."""
        return [self.fields | one for one in self.buttons or [{}]]


class Forms(HTMLParser):
    """Reads the forms of a page: what a browser would send without a single choice made."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._select = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append(Form(held["action"], held.get("method") == "get"))
        elif tag == "select":
            self._select = held["name"]
        elif tag == "option" and self._select:
            self.found[-1].fields.setdefault(self._select, held.get("value", ""))
        elif tag == "textarea":
            self.found[-1].fields[held["name"]] = ""
        elif tag == "input":
            self._input(held)
        elif tag == "button":
            name = held.get("name")
            self.found[-1].buttons.append({name: held.get("value", "")} if name else {})

    def _input(self, held: dict[str, str]) -> None:
        kind, form = held.get("type", "text"), self.found[-1]
        if kind == "image":
            form.buttons.append({f"{held['name']}.x": "0", f"{held['name']}.y": "0"})
        elif kind not in ("radio", "checkbox") or "checked" in held:
            form.fields[held["name"]] = held.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
