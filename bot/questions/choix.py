"""Buttons from the dispositif's lists, the binôme's own favourites first once they are known."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from typing import Any, Final

from bot.engine.script import Option
from bot.feature.contract import Context
from storage import habitudes
from storage.dispositif import Echelon, Item, actifs

RETIRED: Final = "retiré de la liste"


def options(items: Iterable[Item]) -> tuple[Option, ...]:
    """Active lines as buttons, in the order of the file."""
    return tuple(Option(item.slug, item.label) for item in actifs(items))


def named(item: Item) -> str:
    """Its label, and that nobody is offered it any more when it was retired since."""
    return item.label if item.actif else f"{item.label} ({RETIRED})"


def meant(items: Iterable[Item], slugs: Container[str]) -> tuple[Option, ...]:
    """Those that a message may mean, retired or not, as buttons."""
    return tuple(Option(item.slug, named(item)) for item in items if item.slug in slugs)


def by_habit(context: Context, items: Iterable[Item], column: Any) -> tuple[Option, ...]:
    """The same, by how often this binôme picked each in `column` (a mapped column)."""
    mine = habitudes.most_picked(context.tx, column, context.person.binome_id or 0)
    return _ranked(options(items), mine)


def by_habit_of_many(context: Context, items: Iterable[Item], column: Any) -> tuple[Option, ...]:
    """The same for a `column` that keeps several choices at once."""
    mine = habitudes.most_listed(context.tx, column, context.person.binome_id or 0)
    return _ranked(options(items), mine)


def scale(steps: Iterable[Echelon]) -> tuple[Option, ...]:
    """The steps of the ambiance or fréquentation scale, worded and never by emoji alone."""
    return tuple(
        Option(step.slug, f"{step.emoji} {step.valeur}" if step.emoji else step.label)
        for step in actifs(steps)
    )


def _ranked(choices: Iterable[Option], favourites: Sequence[str]) -> tuple[Option, ...]:
    ranks = {slug: rank for rank, slug in enumerate(favourites)}
    return tuple(sorted(choices, key=lambda choice: ranks.get(choice.slug, len(ranks))))


def binomes(context: Context) -> tuple[Option, ...]:
    """Every active binôme; the slug is its row's id."""
    rows = context.programme.binomes
    active = actifs(context.programme.config.binomes)
    return tuple(Option(str(rows[binome.slug]), binome.label) for binome in active)
