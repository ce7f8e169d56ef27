"""The logos that stand on a document, as they are on the disk that day (A01)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.livrables import ContenuLivrable


def images(contenu: ContenuLivrable) -> Iterator[tuple[str, bytes]]:
    """(« Logo : État », the picture) of each that is still there."""
    for label, place in contenu.get("logos", ()):
        if (data := _read(place)) is not None:
            yield f"Logo : {label}", data


def sans_image(logos: Sequence[Sequence[str]]) -> Iterator[str]:
    """What is said in the place of one that was there as the file was read, and is gone."""
    for label, place in logos:
        if _read(place) is None:
            yield f"Logo introuvable : {label} ({Path(place).name})."


def _read(place: str) -> bytes | None:
    try:
        return Path(place).read_bytes()
    except OSError:
        return None
