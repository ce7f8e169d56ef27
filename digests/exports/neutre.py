"""Text that no spreadsheet reads as a formula (a file that is opened must not compute)."""

from __future__ import annotations

from typing import Final

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What makes a spreadsheet read more than a text."""


def neutral(text: str) -> str:
    """The same with an apostrophe before what begins a formula, even after spaces."""
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text
