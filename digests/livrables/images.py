"""The logos that stand on a document: as they were frozen, else as they are that day (A01)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bot.livrables import IMAGES, ContenuLivrable


def images(contenu: ContenuLivrable) -> Iterator[tuple[str, bytes]]:
    """(« Logo : État », the picture) of each that was frozen, or is still there."""
    for logo in contenu.get("logos", ()):
        if (data := _picture(contenu, logo)) is not None:
            yield f"Logo : {logo[0]}", data


def sans_image(contenu: ContenuLivrable) -> Iterator[str]:
    """What is said in the place of one that was there as the file was read, and is gone."""
    for logo in contenu.get("logos", ()):
        if _picture(contenu, logo) is None:
            yield f"Logo introuvable : {logo[0]} ({Path(logo[1]).name})."


def _picture(contenu: ContenuLivrable, logo: Sequence[str]) -> bytes | None:
    """`logo`: its label, its place, and what it was frozen as, if it was."""
    known: Mapping[str, bytes] = contenu.get(IMAGES, {})
    return known[logo[2]] if len(logo) > 2 and logo[2] in known else _read(logo[1])


def _read(place: str) -> bytes | None:
    try:
        return Path(place).read_bytes()
    except OSError:
        return None
