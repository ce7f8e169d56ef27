"""One tap changes what an entry says besides; a longer list is unfolded first."""

from __future__ import annotations

from typing import Any, Final

from bot.feature import precisions
from bot.feature.contract import UNKNOWN, Context, Reply, Tap
from bot.feature.door import precisables
from bot.feature.precisions import Precisable

BACK: Final = "retour"
TOAST_MAX: Final = 180
"""Telegram shows two hundred characters at most."""
GONE: Final = (
    "Cela ne se précise plus : la saisie a plus de sept jours, est supprimée, "
    "ou d'un autre binôme."
)


def press(context: Context, tap: Tap) -> Reply:
    """Only who may correct the entry specifies it; its card follows."""
    genre, cle, *said = tap.argument.split(".", 2)
    kind = precisables().get(genre)
    row = kind.tenue(context, tap.object_id) if kind else None
    if kind is None or row is None:
        return Reply(GONE)
    if cle == BACK:
        return Reply("", *precisions.shown(context, row, kind))
    return _specified(context, row, kind, cle, said[0] if said else "")


def _specified(context: Context, row: Any, kind: Precisable, cle: str, slug: str) -> Reply:
    one = kind.named(context, row, cle)
    if one is None:
        return Reply(UNKNOWN)
    if not slug:
        return Reply("", *precisions.unfolded(context, row, kind, one))
    if not precisions.change(context, row, one, slug):
        return Reply(UNKNOWN)
    said = one.in_words(context, row)
    return Reply(said[:TOAST_MAX], *precisions.shown(context, row, kind))
