"""The two forms of the norm: JSON, and the same in XML with its wrappers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final
from xml.etree import ElementTree

from aiohttp import web

ObjetOpen311 = Mapping[str, Any]
JSON, XML = "json", "xml"
GENRES: Final = {JSON: "application/json", XML: "text/xml"}
PIECES: Final = {"services": "service", "service_requests": "request", "errors": "error"}
"""What each element of a list is called, by the name of the list."""
INNER: Final = {"attributes": "attribute", "endpoints": "endpoint", "formats": "format"}


class Open311Error(Exception):
    """What the norm answers to a request that it cannot serve: a status, and why, in French."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status
        self.why = why


def listed(
    forme: str, name: str, things: Sequence[ObjetOpen311], status: int = 200
) -> web.Response:
    """A list; in XML between <name> and </name>."""
    if forme == JSON:
        return _response(json.dumps(things, ensure_ascii=False), forme, status)
    root = ElementTree.Element(name)
    for thing in things:
        _fill(ElementTree.SubElement(root, PIECES[name]), thing)
    return _drawn(root, status)


def alone(forme: str, name: str, thing: ObjetOpen311) -> web.Response:
    """One thing that is no list."""
    if forme == JSON:
        return _response(json.dumps(thing, ensure_ascii=False), forme, 200)
    root = ElementTree.Element(name)
    _fill(root, thing)
    return _drawn(root, 200)


def refused(forme: str, error: Open311Error) -> web.Response:
    """The norm's list of errors, of one."""
    thing = {"code": error.status, "description": error.why}
    return listed(forme, "errors", [thing], error.status)


def _drawn(root: ElementTree.Element, status: int) -> web.Response:
    text = ElementTree.tostring(root, encoding="unicode")
    return _response(f'<?xml version="1.0" encoding="utf-8"?>{text}', XML, status)


def _response(text: str, forme: str, status: int) -> web.Response:
    return web.Response(text=text, status=status, content_type=GENRES[forme], charset="utf-8")


def _fill(element: ElementTree.Element, value: Any) -> None:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            _fill(ElementTree.SubElement(element, name), inner)
    elif isinstance(value, list | tuple):
        for one in value:
            _fill(ElementTree.SubElement(element, INNER[element.tag]), one)
    elif value is not None:
        element.text = str(value).lower() if isinstance(value, bool) else str(value)
