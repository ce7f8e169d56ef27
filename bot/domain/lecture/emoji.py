"""People drawn rather than written: « 👦👦👦 »."""

from __future__ import annotations

import re
from typing import Final

_WORDS: Final = {
    "👶": "enfant", "🧒": "enfant", "👦": "garçon", "👧": "fille", "🧑": "adulte", "👨": "homme",
    "👩": "femme", "👱": "adulte", "🧔": "homme", "🧓": "senior", "👴": "papi", "👵": "mamie",
    "👤": "personne", "🧍": "personne",
}  # fmt: skip
_ONE: Final = rf"(?<!\u200d)[{''.join(_WORDS)}][\U0001f3fb-\U0001f3ff\ufe0f]?(?!\u200d)"
PATTERN: Final = rf"(?P<one>{_ONE})(?:\s?(?P=one))*"
"""The same person drawn once or more; one joined to others is a drawing of something else."""


def people_of(drawn: str) -> tuple[str, int]:
    """The word for whom such a run draws, and how many times."""
    word = _WORDS[drawn[0]]
    return word, len(re.findall(rf"[{drawn[0]}]", drawn))
