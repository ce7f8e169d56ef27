"""One tap changes what an entry says besides; a longer list is unfolded first."""

from __future__ import annotations

from typing import Any, Final

from bot.feature import precisions
from bot.feature.contract import UNKNOWN, Context, Reply, Tap
from bot.feature.door import fiches
from bot.feature.precisions import Fiche

BACK: Final = "retour"
GONE: Final = "Cela ne se précise plus : plus de sept jours, supprimé, ou d'un autre binôme."


def press(context: Context, tap: Tap) -> Reply:
    """Only who may correct the entry specifies it; its card follows."""
    genre, cle, *said = tap.argument.split(".", 2)
    fiche = fiches().get(genre)
    row = fiche.tenue(context, tap.object_id) if fiche else None
    if fiche is None or row is None:
        return Reply(GONE)
    if cle == BACK:
        return Reply("", *precisions.shown(context, row, fiche))
    return _specified(context, row, fiche, cle, said[0] if said else "")


def _specified(context: Context, row: Any, fiche: Fiche, cle: str, slug: str) -> Reply:
    one = fiche.named(context, row, cle)
    if one is None:
        return Reply(UNKNOWN)
    if not slug:
        return Reply("", *precisions.unfolded(context, row, fiche, one))
    if not precisions.change(context, row, one, slug):
        return Reply(UNKNOWN)
    return Reply(one.in_words(context, row), *precisions.shown(context, row, fiche))
