"""A place on the map as people paste it: a link, decimal or sexagesimal degrees, a plus code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from openlocationcode import openlocationcode

_DECIMAL: Final = r"[-+]?[0-9]{1,3}\.[0-9]{3,}"
_DEGREES: Final = (
    r"[0-9]{1,3}\s?°\s?[0-9]{1,2}\s?['’′]\s?(?:[0-9]{1,2}(?:[.,][0-9]+)?\s?(?:\"|″|''|’’))?\s?"
)
PATTERN: Final = (
    r"https?://\S+|geo:\S+"
    rf"|{_DEGREES}[NS]\s*,?\s*{_DEGREES}[EWO]"
    rf"|(?<![\w.]){_DECIMAL}\s*[,; ]\s*{_DECIMAL}(?![\w.])"
    r"|(?<!\w)[23456789CFGHJMPQRVWXcfghjmpqrvwx]{4,8}\+[23456789CFGHJMPQRVWXcfghjmpqrvwx]{2,3}(?!\w)"
)
"""What may be one; `read` says whether it is."""

_PAIR: Final = re.compile(rf"({_DECIMAL})\s*(?:,|%2C|;|/|\s)\s*({_DECIMAL})", re.IGNORECASE)
_OSM: Final = re.compile(rf"m?lat=({_DECIMAL})&m?lon=({_DECIMAL})", re.IGNORECASE)
_PIN: Final = re.compile(rf"!3d({_DECIMAL})!4d({_DECIMAL})")
_ARCS: Final = re.compile(
    r"([0-9]{1,3})\s?°\s?([0-9]{1,2})\s?['’′]\s?(?:([0-9]{1,2}(?:[.,][0-9]+)?)\s?\S{1,2})?\s?([NSEWO])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Coordonnees:
    """Degrees north and east."""

    latitude: float
    longitude: float


def found_in(text: str, near: Coordonnees | None = None) -> tuple[Coordonnees | None, str]:
    """The first place that `text` pastes, and the other words; None when it pastes none."""
    for match in re.finditer(PATTERN, text, re.IGNORECASE):
        where = read(match[0], near)
        if where:
            return where, " ".join(f"{text[: match.start()]} {text[match.end() :]}".split())
    return None, text


def read(written: str, near: Coordonnees | None = None) -> Coordonnees | None:
    """The place that `written` names; None when it names none that can be told without asking
    anybody (a shortened link).

    A short plus code is the one nearest to `near`.
    """
    if "+" in written and openlocationcode.isValid(written):
        return _of_plus_code(written, near)
    arcs = _ARCS.findall(written)
    if len(arcs) == 2:
        return _within(*(_of_arc(*arc) for arc in arcs))
    match = _PIN.search(written) or _OSM.search(written) or _PAIR.search(written)
    return _within(float(match[1]), float(match[2])) if match else None


def _of_plus_code(code: str, near: Coordonnees | None) -> Coordonnees | None:
    if openlocationcode.isShort(code):
        if near is None:
            return None
        code = openlocationcode.recoverNearest(code, near.latitude, near.longitude)
    area = openlocationcode.decode(code)
    return _within(area.latitudeCenter, area.longitudeCenter)


def _of_arc(degrees: str, minutes: str, seconds: str, side: str) -> float:
    value = int(degrees) + int(minutes) / 60 + float((seconds or "0").replace(",", ".")) / 3600
    return -value if side.upper() in "SWO" else value


def _within(latitude: float, longitude: float) -> Coordonnees | None:
    inside = abs(latitude) <= 90 and abs(longitude) <= 180
    return Coordonnees(round(latitude, 6), round(longitude, 6)) if inside else None
