"""How a snapshot is written to a file: each says the same (P6)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Final

from bot.documents import Contenu
from digests import imprime, render
from digests.render import Links


def _html(snapshot: Contenu) -> bytes:
    return render.render_html(dict(snapshot), Links()).encode()


def _text(snapshot: Contenu) -> bytes:
    return render.render_text(dict(snapshot), Links()).encode()


def _pdf(snapshot: Contenu) -> bytes:
    return imprime.pdf(dict(snapshot))


def _figures(snapshot: Contenu) -> bytes:
    return (json.dumps(snapshot, ensure_ascii=False, indent=2) + "\n").encode()


FORMATS: Final[Mapping[str, Callable[[Contenu], bytes]]] = {
    "html": _html,
    "txt": _text,
    "pdf": _pdf,
    "json": _figures,
}
