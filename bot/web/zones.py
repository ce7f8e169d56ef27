"""What was touched on a photo, as an address carries it: « 120.300.80.80_400.100.80.80 »."""

from __future__ import annotations

import re
from typing import Final

from storage.photos import Zones

MOST: Final = 30
_WRITTEN: Final = re.compile(
    r"\d{1,4}\.\d{1,4}\.\d{1,4}\.\d{1,4}(_\d{1,4}\.\d{1,4}\.\d{1,4}\.\d{1,4})*"
)


def read(text: str) -> list[list[int]]:
    """[x, y, width, height] each, in thousandths of the photo's width; none for other words."""
    if not _WRITTEN.fullmatch(text):
        return []
    return [[int(one) for one in zone.split(".")] for zone in text.split("_")][:MOST]


def write(zones: Zones) -> str:
    """The same in an address."""
    return "_".join(".".join(map(str, zone)) for zone in zones)
