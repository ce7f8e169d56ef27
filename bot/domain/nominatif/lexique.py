"""Names and ordinary words of French, looked up in folded lists where they are, a page at a time.

Where the lists come from, and their licences: `donnees/SOURCES.md`.
"""

from __future__ import annotations

import os
from bisect import bisect_right
from functools import cache
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).with_name("donnees")
PAGE: Final = 2048
"""Bytes of a list that are searched from end to end."""
LINE: Final = 64
"""More than its longest line has."""
UNKNOWN: Final = 9
"""The class of a name that the list has not; those it has go from 0 (most common) to 3."""


def prenom(plie: str) -> int:
    """How rare a first name is; a compound one is no rarer than its first half."""
    rang = int(_found("prenoms", plie) or UNKNOWN)
    first, hyphen, _rest = plie.partition("-")
    return min(rang, prenom(first)) if hyphen else rang


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
    return _list(name).found(plie)


@cache
def _list(name: str) -> _Liste:
    return _Liste(name)


class _Liste:
    """One list, left in its file: the system keeps what is read of it, this next to nothing.

    Each word follows a line's end, that of the first line included; it is of the page where that
    end is.
    """

    def __init__(self, name: str) -> None:
        self._file = os.open(HERE / f"{name}.liste", os.O_RDONLY)
        self._pages = range((os.fstat(self._file).st_size - LINE) // PAGE + 1)
        self._head = cache(self._first_word)

    def found(self, plie: str) -> str:
        key = f"\n{plie}\t".encode()
        page = bisect_right(self._pages, key[1:], key=self._head) - 1
        lines = self._read(page) if page >= 0 else b""
        at = lines.find(key)
        return lines[at + len(key) : lines.index(b"\n", at + 1)].decode() if at >= 0 else ""

    def _first_word(self, page: int) -> bytes:
        lines = self._read(page)
        at = lines.index(b"\n") + 1
        return lines[at : lines.index(b"\t", at) + 1]

    def _read(self, page: int) -> bytes:
        return os.pread(self._file, PAGE + LINE, page * PAGE)
