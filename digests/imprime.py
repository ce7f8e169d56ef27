"""A frozen snapshot on paper: the letter's own words, as a tagged PDF (PDF/UA-1)."""

from __future__ import annotations

import json
import re
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from bot.rendering import ROOT
from digests import render, words
from digests.contract import Snapshot
from digests.feuille import blocks

if TYPE_CHECKING:
    from typst import Compiler

MENTION: Final = "Diffusion limitée aux destinataires de ce point."
DRAWN: Final = re.compile("[\U0001f000-\U0001faff\N{VARIATION SELECTOR-16}\N{ZERO WIDTH JOINER}]")
"""Signs that no font of a printed page has."""
_ONE_AT_A_TIME: Final = Lock()
"""The compiler keeps what it was last given."""


def pdf(snapshot: Snapshot) -> bytes:
    """The whole point on A4 pages, in the fonts that typst carries: the same on any machine."""
    feuille = {
        "titre": words.subject(snapshot),
        "mention": MENTION,
        "blocs": blocks(render.render_whole(snapshot)),
    }
    said = DRAWN.sub("", json.dumps(feuille, ensure_ascii=False))
    with _ONE_AT_A_TIME:
        printed: Any = _compiler().compile(
            sys_inputs={"feuille": said}, format="pdf", pdf_standards=["ua-1"]
        )
    return bytes(printed)


@cache
def _compiler() -> Compiler:
    # Its 80 MB come with the first page that is printed.
    from typst import Compiler

    return Compiler(str(ROOT / "digests" / "feuille.typ"), ignore_system_fonts=True)
