"""Marks that nobody sees or means in the texts of a file, refused where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from bot.domain.signes import est_piege
from storage.dispositif.problems import Loc, Problem

PROSE: Final = ("note", "source", "texte")
"""Keys whose text may have several lines: no button and no subject shows it."""
_PAIRS: Final = (("“", "”"), ("„", "“"), ("”", "”"), ("‘", "’"))


def marked(node: Any, loc: Loc = ()) -> Iterator[Problem]:
    """Every text of the tree that holds one, with its place."""
    children: Iterator[tuple[Any, Any]] = iter(())
    if isinstance(node, dict):
        children = iter(node.items())
    elif isinstance(node, list | tuple):
        children = iter(enumerate(node))
    elif isinstance(node, str):
        why = _why(node.strip(), prose=bool(loc) and loc[-1] in PROSE)
        if why:
            yield Problem(loc, why)
    for part, child in children:
        yield from marked(child, (*loc, part if isinstance(part, int) else str(part)))


def _why(text: str, *, prose: bool) -> str:
    """What is wrong with it, and the mend; « » when nothing."""
    if not prose and len(text.splitlines()) > 1:
        return "un retour à la ligne : un bouton n'a qu'une ligne, écrivez tout à la suite"
    # No character that is hidden may be printed: most texts are passed over at one glance.
    for char in "" if text.isprintable() else text:
        if est_piege(char) and not (prose and char in "\t\r"):
            code = f"U+{ord(char):04X}"
            return f"un caractère invisible ({code}) : effacez ce texte et retapez-le"
    if any(text.startswith(left) and text.endswith(right) for left, right in _PAIRS):
        mend = "remplacez-les par des guillemets droits, que le fichier ne garde pas"
        return f"{text} : ces guillemets resteraient dans le texte ; {mend}"
    return ""
