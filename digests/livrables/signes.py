"""What may be printed of what people type: no sign that a font lacks, none that turns it round."""

from __future__ import annotations

import re
from typing import Any, Final

DITS: Final = {
    "✅": "✓",
    "☑": "✓",
    "❌": "✗",
    "✖": "✗",
    "⚠": "Attention :",
    "👍": "(bien)",
    "👎": "(pas bien)",
    "🙂": ":)",
    "😀": ":)",
    "😊": ":)",
    "😡": "(en colère)",
    "😢": "(triste)",
    "❤": "(cœur)",
    "🔴": "(rouge)",
    "🟠": "(orange)",
    "🟢": "(vert)",
}
"""Emoji that say something a reader would miss."""
CACHES: Final = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\uffff\ud800-\udfff]"
)
"""Controls, marks that turn text round or hide in it, what a file of Word may not hold."""
DESSINES: Final = re.compile(
    "[\u231a-\u23ff\u2600-\u2712\u2714-\u2716\u2718-\u27bf\u2b05-\u2bff\U0001f000-\U0001faff]+ ?"
)
"""Drawings that no font of a printed page has, beside those of `DITS`, and the space after."""


def imprimable(texte: str) -> str:
    """The same words, in signs that every format prints; lines and their order stay."""
    plain = CACHES.sub("", texte.replace("\t", " ").replace("\r\n", "\n"))
    for sign, said in DITS.items():
        plain = plain.replace(sign, said)
    return DESSINES.sub("", plain)


def tout_imprimable(valeur: Any) -> Any:
    """Every text of a value made of lists and mappings."""
    match valeur:
        case str():
            return imprimable(valeur)
        case dict():
            return {key: tout_imprimable(one) for key, one in valeur.items()}
        case list() | tuple():
            return [tout_imprimable(one) for one in valeur]
    return valeur
