"""Buttons from the dispositif's lists, the binôme's own favourites first once they are known."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.engine.script import Option
from handlers.contract import Context
from storage import habitudes
from storage.dispositif import Item, actifs


def options(items: Iterable[Item]) -> tuple[Option, ...]:
    """Active lines as buttons, in the order of the file."""
    return tuple(Option(item.slug, item.label) for item in actifs(items))


def by_habit(context: Context, items: Iterable[Item], column: Any) -> tuple[Option, ...]:
    """The same, by how often this binôme picked each in `column` (a mapped column)."""
    mine = habitudes.most_picked(context.tx, column, context.person.binome_id or 0)
    ranks = {slug: rank for rank, slug in enumerate(mine)}
    return tuple(sorted(options(items), key=lambda one: ranks.get(one.slug, len(ranks))))


def binomes(context: Context) -> tuple[Option, ...]:
    """Every active binôme; the slug is its row's id."""
    rows = context.programme.binomes
    known = actifs(context.programme.config.binomes)
    return tuple(Option(str(rows[one.slug]), one.label) for one in known)
