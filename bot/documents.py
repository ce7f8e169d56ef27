"""Documents: what may be written of a week; each is a folder of digests, found by its name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bot.discover import discover
from bot.domain.semaine import Semaine
from storage.programme import Programme
from storage.work import Work

Contenu = Mapping[str, Any]
"""What one copy says, read once from the database: every format shows the same (P6)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemplaire:
    """One copy, for one reader."""

    nom: str
    """The name of its files, without suffix."""
    contenu: Contenu
    territoire: str | None = None
    """Slug of the one territoire that its reader follows; None for whoever follows them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """DOCUMENT in `digests/documents/<document>/document.py`; its templates stand beside it."""

    titre: str
    """What people call it: « Point hebdo »."""
    lecteurs: str
    """For whom it is written: « chaque comité »."""
    compose: Callable[[Work, Semaine], Iterator[Exemplaire]]
    """Every copy of that week (Monday to Sunday in Paris); it only reads."""
    formats: Mapping[str, Callable[[Contenu], bytes]]
    """How a copy is written, by the suffix of its file."""


@cache
def documents() -> Mapping[str, Document]:
    """Every document, by the name of its folder, in alphabetical order."""
    return discover("digests.documents", "document", "DOCUMENT")


def read_in(
    copies: Iterable[Exemplaire], programme: Programme, territoire: str | None
) -> Iterator[Exemplaire]:
    """The copies of that territoire's readers; all of them when none is named.

    Raises ValueError, in French, for an unknown territoire.
    """
    slugs = {row.slug for row in programme.config.territoires}
    if territoire is not None and territoire not in slugs:
        names = ", ".join(sorted(slugs))
        raise ValueError(f"territoire « {territoire} » inconnu : choisissez parmi {names}")
    return (copy for copy in copies if territoire in (None, copy.territoire))


def write(document: Document, copy: Exemplaire, folder: Path) -> list[Path]:
    """One file a format, under `folder`, replaced if there. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    written = {folder / f"{copy.nom}.{suffix}": say for suffix, say in document.formats.items()}
    for path, say in written.items():
        path.write_bytes(say(copy.contenu))
    return list(written)
