"""The logos that a file names: pictures beside it, found before anybody prints them (A01)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from storage.dispositif.problems import Problem

FORMATS: Final = {".png": b"\x89PNG\r\n\x1a\n", ".jpg": b"\xff\xd8\xff", ".jpeg": b"\xff\xd8\xff"}
"""What both a PDF and a word processor take, by suffix: how such a file begins."""
PLUS_GROS: Final = 200_000
"""Bytes: it stands on each document, 12 mm high."""


def placed(tree: dict[str, Any], folder: Path) -> Iterator[Problem]:
    """What is wrong with each; the tree is given the place of those that are sound."""
    lines = tree.get("commanditaires")
    for rank, line in enumerate(lines if isinstance(lines, list) else ()):
        name = line.get("logo") if isinstance(line, dict) else None
        if isinstance(name, str):
            file = folder / name
            if wrong := _wrong(file):
                yield Problem(("commanditaires", rank, "logo"), f"« {name} » : {wrong}")
            line["logo"] = str(file.resolve())


def _wrong(file: Path) -> str:
    """« » for a picture that may be printed."""
    start = FORMATS.get(file.suffix.lower())
    if start is None:
        return "donnez une image PNG ou JPEG"
    try:
        data = file.read_bytes()
    except OSError:
        return "fichier introuvable ou illisible ; mettez l'image à côté de ce fichier"
    if len(data) > PLUS_GROS:
        return f"image trop lourde : {PLUS_GROS // 1000} Ko au plus"
    return "" if data.startswith(start) else "ce n'est pas une image PNG ou JPEG"
