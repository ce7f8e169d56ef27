"""Signs that no reader sees and that turn, hide or break what is read around them."""

from __future__ import annotations

import unicodedata
from typing import Final

_JOINT: Final = "\u200d"
"""A format character too, but emoji are made of it."""
_SAUTS: Final = ("\u2028", "\u2029")
"""Line ends that a chat lets through and that no header of a letter takes."""
_SANS_VIE: Final = ("Cc", "Cf", "Cs")
_RESERVES: Final = range(0xFDD0, 0xFDF0)


def est_piege(char: str) -> bool:
    """Whether `char` is a control, direction or hidden mark, half a sign, or none at all.

    A new line is none of them. U+FFFF and its like are no characters: no XML may hold them, so
    that one typed in a note would keep every document, every workbook from being written.
    """
    if char in ("\n", _JOINT):
        return False
    if unicodedata.category(char) in _SANS_VIE or char in _SAUTS:
        return True
    code = ord(char)
    return code & 0xFFFE == 0xFFFE or code in _RESERVES


def sans_pieges(text: str) -> str:
    """`text` without them, so that what is read is what was typed.

    One that may stand between two words separates them: « 8 ados⇥3 adultes ».
    """
    if text.isprintable():
        return text.strip()
    return "".join(map(_clair, text)).strip()


def _clair(char: str) -> str:
    if not est_piege(char):
        return char
    return " " if char in _SAUTS or unicodedata.category(char) == "Cc" else ""
