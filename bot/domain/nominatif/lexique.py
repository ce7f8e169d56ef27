"""Names and ordinary words of French, looked up in folded lists that are read once, when needed.

Where the lists come from, and their licences: `donnees/SOURCES.md`.
"""

from __future__ import annotations

import gzip
from bisect import bisect_right
from functools import cache
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).with_name("donnees")
PAGE: Final = 700
"""Bytes of a list that are searched from end to end."""
UNKNOWN: Final = 9
"""The class of a name that the list has not; those it has go from 0 (most common) to 3."""


def prenom(plie: str) -> int:
    """How rare a first name is; a compound one is as rare as its first half."""
    rang = _found("prenoms", plie)
    if not rang and "-" in plie:
        return prenom(plie.partition("-")[0])
    return int(rang or UNKNOWN)


def nom(plie: str) -> int:
    """How rare a family name is (0 to 2)."""
    return int(_found("noms", plie) or UNKNOWN)


def genres(plie: str) -> str:
    """What an ordinary word can be: noun, adjective, verb (third person), other; or nothing."""
    return _found("mots", plie)


def est_lieu(plie: str) -> bool:
    """A town, a country, a firm: a proper name that is nobody's."""
    return bool(_found("lieux", plie))


def _found(name: str, plie: str) -> str:
    """What stands after the tab of that word's line; nothing without it."""
    lines, heads, places = _lines(name)
    key = f"\n{plie}\t".encode()
    page = bisect_right(heads, key[1:]) - 1
    at = lines.find(key, places[page], places[page + 1]) if page >= 0 else -1
    return lines[at + len(key) : lines.index(b"\n", at + 1)].decode() if at >= 0 else ""


@cache
def _lines(name: str) -> tuple[bytes, list[bytes], list[int]]:
    """The whole list, each word after a line's end; the first word of each page, and its place."""
    lines = b"\n" + gzip.decompress((HERE / f"{name}.gz").read_bytes())
    heads, places = [], []
    at = 0
    while 0 <= at < len(lines) - 1:
        places.append(at)
        heads.append(lines[at + 1 : lines.index(b"\t", at) + 1])
        at = lines.find(b"\n", at + PAGE)
    # A page ends with the line that the next begins by.
    return lines, heads, [*places, len(lines)]
