"""How every document that is due is written: on paper, and for a word processor."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from bot.livrables import ContenuLivrable
from digests.livrables.bureautique import docx
from digests.livrables.papier import pdf

FORMATS_LIVRABLE: Final[Mapping[str, Callable[[ContenuLivrable], bytes]]] = {
    "pdf": pdf,
    "docx": docx,
}
