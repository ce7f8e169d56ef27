"""A document on A4 pages: tagged (PDF/UA-1), its fonts embedded, legible in grey."""

from __future__ import annotations

import json
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from bot.livrables import ContenuLivrable
from bot.rendering import ROOT
from digests.livrables.images import images
from digests.livrables.page import mise_en_page

if TYPE_CHECKING:
    from typst import Compiler

TEMPLATE: Final = "digests/livrables/livrable.typ"
_ONE_AT_A_TIME: Final = Lock()
"""The compiler keeps what it was last given."""


def pdf(contenu: ContenuLivrable) -> bytes:
    """The same on any machine. Raises RuntimeError, naming the template that does not compile."""
    logos = [{"alt": said, "octets": list(data)} for said, data in images(contenu)]
    page = json.dumps(mise_en_page(contenu) | {"logos": logos}, ensure_ascii=False)
    with _ONE_AT_A_TIME:
        try:
            made: Any = _compiler(TEMPLATE).compile(
                sys_inputs={"page": page}, format="pdf", pdf_standards=["ua-1"]
            )
        except (RuntimeError, OSError) as error:
            raise RuntimeError(f"{TEMPLATE} ne se compose pas : {error}") from error
    return bytes(made)


@cache
def _compiler(template: str) -> Compiler:
    # Its 80 MB come with the first page that is printed.
    from typst import Compiler

    return Compiler(str(ROOT / template), ignore_system_fonts=True)
