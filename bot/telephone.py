"""How a French telephone number is written: it is never read as a count of people."""

from __future__ import annotations

from typing import Final

NUMBER: Final = r"(?<![\w+])(?:(?:\+|00)33[\s.-]?|0)[1-9](?:[\s.-]?[0-9]{2}){4}(?!\w)"
