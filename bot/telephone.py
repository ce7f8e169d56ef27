"""How a French telephone number is written: it names somebody, and is never kept in free words."""

from __future__ import annotations

import re
from typing import Final

NUMBER: Final = r"(?<![\w+])(?:(?:\+|00)33[\s.-]?|0)[1-9](?:[\s.-]?[0-9]{2}){4}(?!\w)"
_PATTERN: Final = re.compile(NUMBER)


def has_number(words: str) -> bool:
    """Whether these words hold one: « 06 39 98 12 34 », « +33 6.39.98.12.34 »."""
    return _PATTERN.search(words) is not None
